using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>Spans of a trace whose root still runs, with what the first of them tell MLflow of it.</summary>
internal static class EarlyTrace
{
    public static TraceData Of(RecordedTrace trace, IReadOnlyList<SpanData> spans, EarlyPart early)
    {
        var facts = trace.Facts;
        var part = new TraceData { TraceId = trace.TraceId, Spans = spans, ExperimentId = facts.ExperimentId, Early = early, State = TraceState.InProgress };
        if (!early.IsFirst) return part;
        var tags = new Dictionary<string, string>(facts.Tags);
        tags.TryAdd(WireNames.TraceName, early.RootName);
        return part with
        {
            Tags = tags,
            Metadata = EnvironmentMetadata.With(facts.Metadata),
            ClientRequestId = facts.ClientRequestId,
            RequestPreview = facts.RequestPreview,
        };
    }
}
