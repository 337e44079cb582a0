using System.Diagnostics;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>Takes binary content out of finished spans and leaves references. In the background, between the fold and the processors.</summary>
/// <param name="rule">Of the options.</param>
/// <param name="tooLarge">Told of each content that was left out for its size.</param>
internal sealed class AttachmentStage(AttachmentRule rule, Action tooLarge)
{
    /// <summary>The same spans where nothing was found. Never throws: a value that cannot be read stays as it is.</summary>
    public (SpanData[] Spans, IReadOnlyList<TraceAttachmentData> Attachments) TakeOut(ActivityTraceId traceId, SpanData[] spans)
    {
        TraceAttachments? found = null;
        for (var i = 0; i < spans.Length; i++)
        {
            if (!MayHold(spans[i])) continue;
            found ??= new TraceAttachments(traceId);
            try
            {
                spans[i] = new SpanExtraction(spans[i], rule, found, tooLarge).Run();
            }
            catch (Exception exception)
            {
                // A defect of ours with one span must not cost the trace: its content stays where it is.
                SelfLog.Report("attachments", exception);
            }
        }

        return (spans, found?.All ?? []);
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
