using System.Diagnostics;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire;

/// <summary>Tokens of a whole trace, by MLflow's rule: a span's usage stands for everything beneath it.</summary>
internal static class TraceUsage
{
    /// <summary>Null when no span has usage.</summary>
    public static SpanUsage? Of(IReadOnlyList<SpanData> spans)
    {
        var parents = new Dictionary<ActivitySpanId, ActivitySpanId>(spans.Count);
        var usages = new Dictionary<ActivitySpanId, SpanUsage>();
        foreach (var span in spans)
        {
            parents[span.SpanId] = span.ParentSpanId;
            usages.Remove(span.SpanId);
            if (UsageOf(span) is { } usage)
                usages[span.SpanId] = usage;
        }

        SpanUsage? total = null;
        foreach (var (id, usage) in usages)
        {
            if (!HasUsageAbove(id, parents, usages))
                total = total is null ? usage : total + usage;
        }

        return total;
    }

    private static SpanUsage? UsageOf(SpanData span)
    {
        foreach (var attribute in span.Attributes)
        {
            if (attribute.Key == WireNames.ChatTokenUsage)
                return SpanUsage.TryRead(attribute.Value);
        }

        return null;
    }

    private static bool HasUsageAbove(ActivitySpanId id, Dictionary<ActivitySpanId, ActivitySpanId> parents, Dictionary<ActivitySpanId, SpanUsage> usages)
    {
        // Bounded, because nothing proves that the parents' ids hold no circle.
        var parent = id;
        for (int step = 0; step < parents.Count && parents.TryGetValue(parent, out parent) && parent != id; step++)
        {
            if (usages.ContainsKey(parent))
                return true;
        }

        return false;
    }
}
