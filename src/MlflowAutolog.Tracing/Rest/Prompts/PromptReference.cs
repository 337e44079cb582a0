using System.Globalization;

namespace MlflowAutolog.Tracing.Rest.Prompts;

/// <summary>Which prompt is meant: a name and a version, or an alias.</summary>
internal readonly record struct PromptReference(string Name, int? Version, string? Alias)
{
    private const string Scheme = "prompts:/";
    private const string Newest = "latest";

    /// <summary>Reads a name, or <c>prompts:/name/3</c>, <c>prompts:/name@alias</c>; without a version or an alias it is the newest.</summary>
    /// <exception cref="MlflowException">It is neither.</exception>
    public static PromptReference Parse(string nameOrUri, int? version)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrUri);
        if (version < 1) throw new MlflowException($"The version of a prompt is 1 or more, but {version} is given.");
        if (!nameOrUri.StartsWith(Scheme, StringComparison.Ordinal)) return Of(nameOrUri, version);
        if (version is not null) throw new MlflowException($"'{nameOrUri}' names the version already: leave the argument version out.");
        var rest = nameOrUri[Scheme.Length..].TrimStart('/');
        if (rest.Split('@') is [{ Length: > 0 } named, { Length: > 0 } alias]) return new PromptReference(named, null, alias);
        if (rest.Split('/') is [{ Length: > 0 } name, var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) return Of(name, number);
        return rest.AsSpan().IndexOfAny('/', '@') < 0 && rest.Length > 0 ? Of(rest, null) : throw new MlflowException($"'{nameOrUri}' has to be prompts:/<name>/<version> or prompts:/<name>@<alias>.");
    }

    public string Path => Version is { } version
        ? FormattableString.Invariant($"api/2.0/mlflow/model-versions/get?name={Uri.EscapeDataString(Name)}&version={version}")
        : $"api/2.0/mlflow/registered-models/alias?name={Uri.EscapeDataString(Name)}&alias={Uri.EscapeDataString(Alias!)}";

    private static PromptReference Of(string name, int? version) => new(name, version, version is null ? Newest : null);
}
