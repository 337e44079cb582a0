using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>Spans of a trace whose root still runs, with what the first of them tell MLflow of it.</summary>
internal static class EarlyTrace
{
    /// <summary>What is known of the trace so far.</summary>
    public static TraceFacts FactsOf(TraceFacts facts, EarlyPart early) => early.IsFirst ? facts : TraceFacts.None with { ExperimentId = facts.ExperimentId };

    /// <param name="trace">The part.</param>
    /// <param name="facts">As they may be stored.</param>
    /// <param name="spans">Likewise.</param>
    /// <param name="early">Which part it is.</param>
    /// <param name="rootName">Likewise: the root, which would tell the trace's name, is not there yet.</param>
    public static TraceData Of(RecordedTrace trace, TraceFacts facts, IReadOnlyList<SpanData> spans, EarlyPart early, string rootName)
    {
        var part = new TraceData { TraceId = trace.TraceId, Spans = spans, ExperimentId = facts.ExperimentId, Early = early, State = TraceState.InProgress };
        if (!early.IsFirst) return part;
        var tags = new Dictionary<string, string>(facts.Tags);
        tags.TryAdd(WireNames.TraceName, rootName);
        return part with { Tags = tags, Metadata = facts.Metadata, ClientRequestId = facts.ClientRequestId, RequestPreview = facts.RequestPreview };
    }
}
