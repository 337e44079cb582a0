namespace MlflowAutolog.Tracing.Configuration;

/// <summary>The tracking URI without credentials, which must not end up in messages, and the credentials that stood in it.</summary>
internal sealed record TrackingAddress(string Uri, string? Username, string? Password)
{
    private const string Right = "an address that starts with http:// or https://, for example http://localhost:5000";

    public static TrackingAddress? Resolve(string? code, Setting setting)
    {
        if (setting.Text(string.IsNullOrWhiteSpace(code) ? null : code.Trim()) is not { } text) return null;
        var source = string.IsNullOrWhiteSpace(code) ? setting.Variable : setting.Property;
        if (text.StartsWith("databricks", StringComparison.OrdinalIgnoreCase))
            throw new MlflowException($"{source} is '{text}': Databricks is not built yet. Set {Right}, or leave it out to keep traces in the local store.");
        if (!System.Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new MlflowException($"{source} is '{WithoutUser(text)}', but has to be {Right}.");
        var user = uri.UserInfo.Split(':', 2);
        return new TrackingAddress(
            uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/'),
            uri.UserInfo.Length > 0 ? System.Uri.UnescapeDataString(user[0]) : null,
            user.Length > 1 ? System.Uri.UnescapeDataString(user[1]) : null);
    }

    private static string WithoutUser(string text) => text[(text.LastIndexOf('@') + 1)..];
}
