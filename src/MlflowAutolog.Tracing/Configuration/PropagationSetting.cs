using MlflowAutolog.Tracing.Propagation;

namespace MlflowAutolog.Tracing.Configuration;

/// <summary>Whom traces are told to, and whose are continued.</summary>
internal static class PropagationSetting
{
    private const int ShortestKey = 16;

    public static void Resolve(MlflowOptions code, MlflowOptions resolved)
    {
        var environment = code.Environment;
        var incoming = new Setting(nameof(code.ContinueIncomingTraces), EnvironmentNames.ContinueIncomingTraces, environment);
        var hosts = new Setting(nameof(code.PropagateTo), EnvironmentNames.PropagateTo, environment);
        resolved.ContinueIncomingTraces = incoming.Flag(code.ContinueIncomingTraces, false);
        resolved.PropagationKey = Key(code);
        IEnumerable<string> entries = code.PropagateTo.Count > 0 ? code.PropagateTo : hosts.Text(null)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var entry in entries)
        {
            if (entry is null || HostPattern.Parse(entry) is null) throw hosts.Wrong(entry ?? "null", "hosts such as orders.internal, localhost:5001, *.internal or *, without scheme and path");
            resolved.PropagateTo.Add(entry);
        }
    }

    /// <summary>The key itself is in no message.</summary>
    private static string? Key(MlflowOptions code)
    {
        var key = new Setting(nameof(code.PropagationKey), EnvironmentNames.PropagationKey, code.Environment).Text(code.PropagationKey);
        if (key is null || key.Length >= ShortestKey) return key;
        throw new MlflowException($"{nameof(code.PropagationKey)} ({EnvironmentNames.PropagationKey}) has {key.Length} characters, but has to have {ShortestKey} or more.");
    }
}
