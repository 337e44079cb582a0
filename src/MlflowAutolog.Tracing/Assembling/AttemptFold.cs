using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>The first rule of the fold: an SDK that tries again has called once. Siblings of one request become one span.</summary>
/// <remarks>
/// Equal bytes alone are not enough, parallel equal calls are real calls. An earlier one is an attempt of a later one when it failed in a way that SDKs retry, or was cancelled,
/// before the later began; of two that overlapped, when it was given up while the other was answered (a hedge).
/// </remarks>
internal static class AttemptFold
{
    public static IReadOnlyList<SpanData> Apply(IReadOnlyList<SpanData> spans)
    {
        if (!MayHaveAttempts(spans)) return spans;
        var folded = new List<SpanData>(spans.Count);
        foreach (var group in spans.GroupBy(span => (span.ParentSpanId, span.Type, Key: span.Call?.Key ?? span.SpanId.ToHexString())))
        {
            folded.AddRange(FoldGroup([.. group.OrderBy(span => span.StartUnixNano)]));
        }

        return folded;
    }

    public static bool IsAttemptOf(SpanData earlier, SpanData later)
        => earlier.Call is { IsWhole: false } failed && later.Call is { IsWhole: false } call && failed.Key == call.Key && failed.Outcome switch
        {
            WireOutcome.Retryable => earlier.EndUnixNano <= later.StartUnixNano || call.Outcome == WireOutcome.Answered,
            WireOutcome.Cancelled => earlier.EndUnixNano <= later.StartUnixNano || call.Outcome == WireOutcome.Answered,
            _ => false,
        };

    /// <summary>The later span, begun when the earlier did, with the earlier as an event.</summary>
    public static SpanData Merge(SpanData earlier, SpanData later)
    {
        var attempts = earlier.Call!.Attempts + later.Call!.Attempts;
        return later with
        {
            StartUnixNano = Math.Min(earlier.StartUnixNano, later.StartUnixNano),
            EndUnixNano = Math.Max(earlier.EndUnixNano, later.EndUnixNano),
            Attributes = [.. later.Attributes.Where(attribute => attribute.Key != WireNames.HttpAttempts), new(WireNames.HttpAttempts, AttributeValue.Of(attempts))],
            Events = [.. earlier.Events.Where(e => e.Name == WireNames.HttpAttemptEvent), EventOf(earlier), .. later.Events],
            Call = later.Call with { Attempts = attempts },
        };
    }

    private static bool MayHaveAttempts(IReadOnlyList<SpanData> spans)
    {
        var calls = 0;
        var failed = false;
        foreach (var span in spans)
        {
            if (span.Call is not { } call) continue;
            calls++;
            failed |= call.MayBeRepeated;
        }

        return failed && calls > 1;
    }

    private static List<SpanData> FoldGroup(List<SpanData> group)
    {
        for (var i = 0; i < group.Count && group.Count > 1; i++)
        {
            // Only what an SDK repeats is looked up: thousands of equal calls that were answered are not compared with one another.
            if (group[i].Call is not { MayBeRepeated: true }) continue;
            var heir = group.FindIndex(i + 1, later => IsAttemptOf(group[i], later));
            if (heir < 0) heir = group.FindIndex(0, i, other => other.EndUnixNano > group[i].StartUnixNano && IsAttemptOf(group[i], other));
            if (heir < 0) continue;
            group[heir] = Merge(group[i], group[heir]);
            group.RemoveAt(i--);
        }

        return group;
    }

    private static SpanEventData EventOf(SpanData attempt)
    {
        List<SpanAttribute> attributes = [new("http.attempt", AttributeValue.Of(attempt.Call!.Attempts))];
        if (attempt.Call.StatusCode != 0) attributes.Add(new("http.response.status_code", AttributeValue.Of(attempt.Call.StatusCode)));
        attributes.Add(new("error", AttributeValue.Of(attempt.Call.Error ?? attempt.StatusMessage ?? attempt.Call.Outcome.ToString())));
        return new SpanEventData(WireNames.HttpAttemptEvent, attempt.EndUnixNano, attributes);
    }
}
