using System.Text;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire;

/// <summary>The metadata of a trace: what the user and the context gave, and what delivery computes (which wins).</summary>
internal static class TraceMetadata
{
    private const int Limit = 250;

    /// <summary>Values are never null and fit MLflow's columns.</summary>
    public static Dictionary<string, string> Of(TraceData trace)
    {
        var metadata = new Dictionary<string, string>(trace.Metadata.Count + 5);
        foreach (var (key, value) in trace.Metadata)
        {
            if (key.Length > 0)
                metadata[WireLimits.OfMetadata(key)] = WireLimits.OfMetadata(value);
        }

        metadata[WireNames.SchemaVersion] = "3";
        metadata[WireNames.TraceInputs] = Excerpt(trace.Root?.Inputs ?? default);
        metadata[WireNames.TraceOutputs] = Excerpt(trace.Root?.Outputs ?? default);
        // They are of the whole trace already.
        if (trace.FollowsEarlyParts) return metadata;
        metadata[WireNames.SizeStats] = Encoding.UTF8.GetString(TraceSizeStats.ToJson(trace.Spans));
        // Also while the trace runs: MLflow 3.6 fails at an info without a key that it wrote itself.
        if (TraceUsage.Of(trace.Spans) is { } usage)
            metadata[WireNames.TokenUsage] = Encoding.UTF8.GetString(usage.ToJson());
        return metadata;
    }

    private static string Excerpt(JsonText value) => TextLimit.Cut(JsonExcerpt.Of(value, Limit), Limit, "...");
}
