using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>Something that a span and its trace's facts go through before they are stored. May throw: then the content is dropped.</summary>
internal interface ISpanStep
{
    SpanData Apply(SpanData span);

    TraceFacts Apply(TraceFacts facts);
}
