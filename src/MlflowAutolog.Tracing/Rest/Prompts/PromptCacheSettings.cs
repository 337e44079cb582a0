using MlflowAutolog.Tracing.Configuration;

namespace MlflowAutolog.Tracing.Rest.Prompts;

/// <summary>How long prompts are kept, from MLflow's own variables.</summary>
/// <param name="Capacity">Prompts.</param>
/// <param name="OfAlias">An alias may be moved to another version.</param>
/// <param name="OfVersion"><see langword="null"/>: for ever, a version never changes.</param>
internal sealed record PromptCacheSettings(int Capacity, TimeSpan OfAlias, TimeSpan? OfVersion)
{
    private const double Year = 365 * 24 * 60 * 60;

    /// <exception cref="MlflowException">A variable is wrong.</exception>
    public static PromptCacheSettings Read(Func<string, string?> environment)
    {
        Setting For(string variable) => new("", variable, environment);
        var version = For(EnvironmentNames.VersionPromptCacheSeconds);
        return new PromptCacheSettings(
            (int)For(EnvironmentNames.PromptCacheSize).Integer(null, 128, 0, 100_000),
            For(EnvironmentNames.AliasPromptCacheSeconds).Seconds(null, 60, 0, Year),
            version.Text(null) is null ? null : version.Seconds(null, 0, 0, Year));
    }
}
