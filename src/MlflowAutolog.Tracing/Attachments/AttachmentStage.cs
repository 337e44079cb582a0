using System.Diagnostics;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>Takes binary content out of finished spans and leaves references. In the background, between the fold and the processors.</summary>
/// <param name="rule">Of the options.</param>
/// <param name="tooLarge">Told of each content that was left out for its size.</param>
internal sealed class AttachmentStage(AttachmentRule rule, Action tooLarge)
{
    /// <summary>What is to be stored of a content and its media type; null when it may not be.</summary>
    public delegate (string ContentType, ReadOnlyMemory<byte> Content)? Redaction(string contentType, ReadOnlyMemory<byte> content);

    /// <summary>The same spans where nothing was found. Never throws: a value that cannot be read stays as it is.</summary>
    /// <param name="traceId">Whose.</param>
    /// <param name="spans">Changed in place.</param>
    /// <param name="redact">Before the reference is written, because that tells the content's size, and its id is made of it.</param>
    public (SpanData[] Spans, IReadOnlyList<TraceAttachmentData> Attachments) TakeOut(ActivityTraceId traceId, SpanData[] spans, Redaction? redact = null)
    {
        TraceAttachments? found = null;
        for (var i = 0; i < spans.Length; i++)
        {
            CountLeftOut(spans[i]);
            if (!MayHold(spans[i])) continue;
            found ??= new TraceAttachments(traceId);
            try
            {
                spans[i] = new SpanExtraction(spans[i], rule, found, tooLarge, redact).Run();
            }
            catch (Exception exception)
            {
                // A defect of ours with one span must not cost the trace: its content stays where it is.
                SelfLog.Report("attachments", exception);
            }
        }

        return (spans, found?.All ?? []);
    }

    // A wire format that never had a content whole has noted that itself.
    private void CountLeftOut(SpanData span)
    {
        foreach (var item in span.Events)
        {
            if (item.Name == WireNames.AttachmentTooLarge) tooLarge();
        }
    }

    private bool MayHold(SpanData span)
    {
        if (MayHold(span.Inputs) || MayHold(span.Outputs) || MayHold(span.Attributes)) return true;
        foreach (var item in span.Events)
        {
            if (MayHold(item.Attributes)) return true;
        }

        return false;
    }

    private bool MayHold(IReadOnlyList<SpanAttribute> attributes)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            var value = attributes[i].Value;
            if (value.Kind == AttributeKind.Json ? MayHold(value.Json) : value.Kind == AttributeKind.Text && rule.Extracts && ContentScan.MayHold(value.Text)) return true;
        }

        return false;
    }

    private bool MayHold(JsonText value) => value.Attachments is not null || (rule.Extracts && ContentScan.MayHold(value));
}
