using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing.Pii;
using MlflowAutolog.Tracing.Processing.Rules;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>
/// What a span and its trace's facts go through between the fold and the first byte that is written: rules, then processors and redactors in order of registration, then the PII pack.
/// Fails closed: content that could not be processed is not stored.
/// </summary>
/// <param name="steps">In order.</param>
/// <param name="dropped">Counts a span, or a trace's facts, that lost its content.</param>
internal sealed class ContentPipeline(IReadOnlyList<ISpanStep> steps, Action dropped)
{
    /// <summary>Null when nothing was asked for: then nothing is paid for.</summary>
    /// <param name="options">Resolved.</param>
    /// <param name="dropped">As in the constructor.</param>
    public static ContentPipeline? Of(MlflowOptions options, Action dropped)
    {
        var settings = options.Processing;
        List<ISpanStep> steps = [];
        if (!settings.Rules.IsEmpty) steps.Add(new RulesStep(settings.Rules, options.ContentHashKey));
        steps.AddRange(settings.Steps);
        if (settings.Pii != PiiKinds.None) steps.Add(new TextStep(new PiiRedactor(settings.Pii)));
        return steps.Count == 0 ? null : new ContentPipeline(steps, dropped);
    }

    /// <summary>Whether code of the application's may change anything of a span.</summary>
    public bool HasProcessors => steps.Any(static step => step is UserProcessor);

    /// <summary>A trace's spans, and of the attachments those that the spans still refer to afterwards.</summary>
    public (SpanData[] Spans, IReadOnlyList<TraceAttachmentData> Attachments) Apply(SpanData[] spans, IReadOnlyList<TraceAttachmentData> attachments)
    {
        var processed = Array.ConvertAll(spans, Apply);
        return (processed, attachments.Count == 0 ? attachments : [.. AttachmentTexts.ReferredTo(processed, attachments)]);
    }

    /// <summary>Binary content when it is taken out of a span; null when a redactor failed on it.</summary>
    public (string ContentType, ReadOnlyMemory<byte> Content)? OfAttachment(string contentType, ReadOnlyMemory<byte> content)
    {
        try
        {
            foreach (var redactor in Redactors) (contentType, content) = (AttachmentTexts.TypeOf(contentType, redactor), AttachmentTexts.Redact(contentType, content, redactor));
            return (contentType, content);
        }
        catch (Exception failure)
        {
            Report(failure);
            return null;
        }
    }

    public SpanData Apply(SpanData span)
    {
        var processed = span;
        try
        {
            foreach (var step in steps) processed = step.Apply(processed);
            return processed;
        }
        catch (Exception failure)
        {
            Report(failure);
            return WithoutContent.Of(span, NameOf(span), failure.GetType().Name);
        }
    }

    public TraceFacts Apply(TraceFacts facts)
    {
        try
        {
            foreach (var step in steps) facts = step.Apply(facts);
            return facts;
        }
        catch (Exception failure)
        {
            Report(failure);
            return TraceTexts.Without(facts);
        }
    }

    /// <summary>On the way to the server by itself, so nobody else would do it.</summary>
    /// <exception cref="MlflowException">A redactor failed: nothing is to be sent.</exception>
    public Assessment Apply(Assessment assessment)
    {
        try
        {
            return Redactors.Aggregate(assessment, AssessmentTexts.Redact);
        }
        catch (Exception failure)
        {
            Report(failure);
            throw new MlflowException($"A redactor failed with {failure.GetType().Name}, so the assessment '{assessment.Name}' was not stored. Mend the redactor, or leave out what it fails on.");
        }
    }

    private IEnumerable<ITextRedactor> Redactors => steps.OfType<TextStep>().Select(static step => step.Redactor);

    /// <summary>The name is needed to find the span; where it cannot be redacted either, the type stands for it.</summary>
    private string NameOf(SpanData span)
    {
        try
        {
            var bare = new SpanData { TraceId = span.TraceId, SpanId = span.SpanId, Name = span.Name, Type = span.Type, StartUnixNano = span.StartUnixNano, EndUnixNano = span.EndUnixNano };
            foreach (var step in steps.OfType<TextStep>()) bare = step.Apply(bare);
            return bare.Name;
        }
        catch (Exception)
        {
            // The redactor that failed on the span fails on its name, too; that was reported.
            return StructuralNames.IsKnownType(span.Type) ? span.Type.ToLowerInvariant() : "redacted";
        }
    }

    /// <summary>By its type only: a message may quote what it failed on.</summary>
    private void Report(Exception failure)
    {
        dropped();
        SelfLog.Report("processor", $"A processor or redactor failed with {failure.GetType().Name}; the content it was given is dropped.");
    }
}
