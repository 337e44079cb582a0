using System.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Joins what was written of one trace: the trace, and spans that ended later.</summary>
internal static class StoredParts
{
    /// <param name="parts">In the order they were written; a span that was written twice counts as it was last.</param>
    public static MlflowTrace? Join(IReadOnlyList<TraceData> parts)
    {
        if (parts.Count == 0) return null;
        var spans = new Dictionary<ActivitySpanId, SpanData>();
        foreach (var span in parts.SelectMany(part => part.Spans)) spans[span.SpanId] = span;
        var whole = (parts.LastOrDefault(part => part.Root is not null) ?? parts[0]) with { Spans = [.. spans.Values], FollowsEarlyParts = false };
        return StoredTrace.Of(InfoOf(whole), whole.Spans);
    }

    /// <summary>What a server would answer for the same trace: delivery's computed facts included.</summary>
    private static TraceInfo InfoOf(TraceData whole)
    {
        if (whole.Root is not { } root)
            return new TraceInfo { TraceId = whole.Id, State = TraceState.InProgress, RequestTime = UnixTime.ToDateTimeOffset(whole.Spans.Min(span => span.StartUnixNano)) };
        return new TraceInfo
        {
            TraceId = whole.Id,
            ExperimentId = whole.ExperimentId,
            State = whole.State,
            RequestTime = UnixTime.ToDateTimeOffset(root.StartUnixNano),
            ExecutionDuration = UnixTime.Between(root.StartUnixNano, root.EndUnixNano),
            RequestPreview = whole.RequestPreview,
            ResponsePreview = whole.ResponsePreview,
            ClientRequestId = whole.ClientRequestId,
            Metadata = TraceMetadata.Of(whole),
            Tags = new Dictionary<string, string>(TraceTags.Of(whole)) { [WireNames.TraceName] = TraceTags.NameOf(whole, root) },
            Assessments = whole.Assessments,
        };
    }
}
