using System.Text;

namespace MlflowAutolog.Wire.Forms;

/// <summary>The name of a file in a form. <c>filename*</c> (RFC 5987) goes before <c>filename</c>, which .NET encodes by RFC 2047 where it is not ASCII.</summary>
internal static class FileNames
{
    public static string? Of(string disposition)
        => HeaderParameters.Find(disposition, "filename*") is { } extended && Extended(extended) is { } name ? name : Plain(HeaderParameters.Find(disposition, "filename"));

    /// <summary>A name as it stands, or as RFC 2047 encodes it.</summary>
    public static string? Plain(string? name)
    {
        if (name?.Split('?') is not ["=", var charset, "B" or "b", var base64, "="]) return name;
        var bytes = new byte[base64.Length];
        return IsUtf8(charset) && Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : name;
    }

    private static string? Extended(string value)
        => value.Split('\'', 3) is [var charset, _, var encoded] && IsUtf8(charset) ? Uri.UnescapeDataString(encoded) : null;

    private static bool IsUtf8(string charset) => charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
