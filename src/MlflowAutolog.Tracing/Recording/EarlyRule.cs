using System.Diagnostics;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>Which ended spans of a running trace may be sent before its root ends: those that the fold will not change any more.</summary>
/// <remarks>
/// A wire call may be an attempt of one that follows beneath the same parent, and a span beneath an open model span may become part of that. MLflow adds the usage of a span up
/// once more each time it is sent (3.6), so a span that was sent cannot be taken back.
/// </remarks>
internal static class EarlyRule
{
    /// <summary>No SDK waits longer before it tries again.</summary>
    private const long LongestPause = 120L * 1_000_000_000;

    private static readonly HashSet<string> ModelTypes = [SpanType.Llm, SpanType.ChatModel, SpanType.Embedding];

    /// <param name="finished">What has ended and was not sent.</param>
    /// <param name="open">What runs.</param>
    /// <param name="now">In the trace's time.</param>
    public static List<SpanData> Ready(IReadOnlyList<SpanData> finished, IReadOnlyList<MlflowSpan> open, long now)
    {
        var running = open.ToDictionary(span => span.Id);
        var ended = finished.ToDictionary(span => span.SpanId);
        var ready = new List<SpanData>(finished.Count);
        foreach (var group in finished.GroupBy(span => (Parent: KeyOf(span) is null ? default : span.ParentSpanId, Key: KeyOf(span))))
        {
            if (group.Key.Key is { } key && !IsDecided([.. group], group.Key.Parent, key, running, now)) continue;
            ready.AddRange(group.Where(span => !IsBeneathModel(span, ended, running)));
        }

        return ready;
    }

    /// <summary>No attempt is running or can follow: it was answered, the caller is gone, or it has been quiet for too long.</summary>
    private static bool IsDecided(List<SpanData> calls, ActivitySpanId parent, string key, Dictionary<ActivitySpanId, MlflowSpan> running, long now)
    {
        // A request that is still being sent has no key yet.
        if (running.Values.Any(span => span.Parent?.Id == parent && span.Deferred is { } deferred && (deferred.CallKey ?? key) == key)) return false;
        return calls.Any(call => !MayBeRepeated(call)) || !running.ContainsKey(parent) || now - calls.Max(call => call.EndUnixNano) > LongestPause;
    }

    private static bool MayBeRepeated(SpanData span)
        => span.Call?.MayBeRepeated ?? span.Deferred?.Outcome is WireOutcome.Retryable or WireOutcome.Cancelled;

    private static string? KeyOf(SpanData span) => span.Call?.Key ?? span.Deferred?.CallKey;

    private static bool IsBeneathModel(SpanData span, Dictionary<ActivitySpanId, SpanData> ended, Dictionary<ActivitySpanId, MlflowSpan> running)
    {
        var above = span;
        while (ended.TryGetValue(above.ParentSpanId, out var parent)) above = parent;
        if (!running.TryGetValue(above.ParentSpanId, out var open)) return false;
        for (var ancestor = open; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (!ancestor.HasEnded && ModelTypes.Contains(ancestor.SpanType)) return true;
        }

        return false;
    }
}
