using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>Spans of a trace whose root still runs, with what the first of them tell MLflow of it.</summary>
internal static class EarlyTrace
{
    /// <summary>What is known of the trace so far, its name included: the root, which would tell it, is not there yet.</summary>
    /// <param name="facts">As recorded.</param>
    /// <param name="early">Which part it is.</param>
    /// <param name="isNamed">False where processors may change the root's name: they are to see the root, once, and it is not there yet.</param>
    public static TraceFacts FactsOf(TraceFacts facts, EarlyPart early, bool isNamed)
    {
        if (!early.IsFirst) return TraceFacts.None with { ExperimentId = facts.ExperimentId };
        if (!isNamed) return facts;
        var tags = new Dictionary<string, string>(facts.Tags);
        tags.TryAdd(WireNames.TraceName, early.RootName);
        return facts with { Tags = tags };
    }

    /// <param name="trace">The part.</param>
    /// <param name="facts">As they may be stored.</param>
    /// <param name="spans">Likewise.</param>
    /// <param name="early">Which part it is.</param>
    public static TraceData Of(RecordedTrace trace, TraceFacts facts, IReadOnlyList<SpanData> spans, EarlyPart early)
    {
        var part = new TraceData { TraceId = trace.TraceId, Spans = spans, ExperimentId = facts.ExperimentId, Early = early, State = TraceState.InProgress };
        return early.IsFirst
            ? part with { Tags = facts.Tags, Metadata = facts.Metadata, ClientRequestId = facts.ClientRequestId, RequestPreview = facts.RequestPreview }
            : part;
    }
}
