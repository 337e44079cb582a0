using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>A processor that the application wrote; it sees spans only.</summary>
internal sealed class UserProcessor(Action<SpanContent> process) : ISpanStep
{
    public SpanData Apply(SpanData span)
    {
        var content = new SpanContent(span);
        process(content);
        return content.ToSpan();
    }

    public TraceFacts Apply(TraceFacts facts) => facts;
}
