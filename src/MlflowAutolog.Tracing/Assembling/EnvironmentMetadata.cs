using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>Who and what produced a trace, read once a process: MLflow's Source column.</summary>
internal static class EnvironmentMetadata
{
    private static readonly Dictionary<string, string> Known = new(Read());

    /// <summary>The given metadata and ours; the given wins.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0) return Known;
        var all = new Dictionary<string, string>(Known);
        foreach (var (key, value) in metadata) all[key] = value;
        return all;
    }

    private static IEnumerable<KeyValuePair<string, string>> Read()
    {
        if (Environment.UserName is { Length: > 0 } user) yield return new(WireNames.SystemUser, user);
        var application = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name ?? Path.GetFileNameWithoutExtension(Environment.ProcessPath);
        if (application is { Length: > 0 }) yield return new(WireNames.SourceName, application);
        yield return new(WireNames.SourceType, "LOCAL");
    }
}
