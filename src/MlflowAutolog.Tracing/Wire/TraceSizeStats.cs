using System.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire;

/// <summary>The metadata <see cref="WireNames.SizeStats"/>. Its count must not exceed the spans that arrive: MLflow hides a trace that it thinks incomplete.</summary>
internal static class TraceSizeStats
{
    /// <param name="spans">All of the trace, or the last of it.</param>
    /// <param name="before">Sizes of spans that went before.</param>
    public static byte[] ToJson(IReadOnlyList<SpanData> spans, IEnumerable<(ActivitySpanId Id, long Size)>? before = null)
    {
        var byId = new Dictionary<ActivitySpanId, long>(spans.Count);
        foreach (var (id, size) in before ?? [])
            byId[id] = size;
        foreach (var span in spans)
            byId[span.SpanId] = SpanSize.Of(span);
        long[] sizes = [.. byId.Values];
        Array.Sort(sizes);

        var output = new JsonOutput(256);
        output.BeginObject();
        Write(output, "total_size_bytes", sizes.Sum());
        Write(output, "num_spans", sizes.Length);
        Write(output, "max", sizes.Length == 0 ? 0 : sizes[^1]);
        Write(output, "p25", Percentile(sizes, 0.25));
        Write(output, "p50", Percentile(sizes, 0.5));
        Write(output, "p75", Percentile(sizes, 0.75));
        output.EndObject();
        return output.ToArray();
    }

    private static long Percentile(long[] sorted, double share)
    {
        if (sorted.Length == 0)
            return 0;
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return (long)(sorted[below] + (position - below) * (sorted[above] - sorted[below]));
    }

    private static void Write(JsonOutput output, string name, long value)
    {
        output.Name(name);
        output.Number(value);
    }
}
