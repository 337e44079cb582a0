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
        var covered = new Dictionary<ActivitySpanId, bool>();
        foreach (var (id, usage) in usages)
        {
            if (!IsCovered(id, parents, usages, covered))
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

    /// <summary>Whether a span above has usage. Each span is looked at once, however deep the tree.</summary>
    private static bool IsCovered(
        ActivitySpanId origin, Dictionary<ActivitySpanId, ActivitySpanId> parents, Dictionary<ActivitySpanId, SpanUsage> usages, Dictionary<ActivitySpanId, bool> covered)
    {
        var path = new List<ActivitySpanId>();
        var id = parents[origin];
        bool found = false;
        while (parents.TryGetValue(id, out var parent) && !covered.TryGetValue(id, out found))
        {
            found = id != origin && usages.ContainsKey(id);
            if (found)
                break;

            // Nothing proves that the parents' ids hold no circle: what is on the path counts as decided.
            covered[id] = false;
            path.Add(id);
            id = parent;
        }

        foreach (var passed in path)
            covered[passed] = found;
        return found;
    }
}
