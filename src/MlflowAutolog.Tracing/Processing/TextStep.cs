using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>A redactor over every text there is.</summary>
internal sealed class TextStep(ITextRedactor redactor) : ISpanStep
{
    public ITextRedactor Redactor { get; } = new KeepingReferences(redactor);

    public SpanData Apply(SpanData span) => SpanTexts.Redact(span, Redactor);

    public TraceFacts Apply(TraceFacts facts) => TraceTexts.Redact(facts, Redactor);
}
