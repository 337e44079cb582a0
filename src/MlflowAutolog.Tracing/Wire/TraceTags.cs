using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire;

/// <summary>Name and tags of a trace within MLflow's limits.</summary>
internal static class TraceTags
{
    /// <summary>The name the user gave, else the root's.</summary>
    public static string NameOf(TraceData trace, SpanData? root) =>
        WireLimits.OfName(trace.Tags.TryGetValue(WireNames.TraceName, out string? name) && name.Length > 0 ? name : root?.Name ?? "");

    /// <summary>All tags but the name; keys are unique.</summary>
    public static Dictionary<string, string> Of(TraceData trace)
    {
        var tags = new Dictionary<string, string>(trace.Tags.Count);
        foreach (var (key, value) in trace.Tags)
        {
            if (key != WireNames.TraceName && WireLimits.OfTagKey(key) is { } allowed)
                tags[allowed] = WireLimits.OfTagValue(value);
        }

        return tags;
    }
}
