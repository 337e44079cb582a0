using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Tests.Delivery;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Tests.Attachments;

/// <summary>What the stage makes of spans.</summary>
internal sealed class Extracted
{
    private readonly IReadOnlyList<TraceAttachmentData> _attachments;

    public Extracted(AttachmentRule rule, params SpanData[] spans)
    {
        (Spans, _attachments) = new AttachmentStage(rule, () => TooLarge++).TakeOut(spans[0].TraceId, spans);
    }

    public SpanData[] Spans { get; }

    public SpanData Span => Spans.ShouldHaveSingleItem();

    public int TooLarge { get; private set; }

    public IReadOnlyList<TraceAttachmentData> Attachments => _attachments;

    public TraceAttachmentData Single => _attachments.ShouldHaveSingleItem();

    public string Inputs => Span.Inputs.ToString();

    public static Extracted OfInputs(object? inputs, AttachmentRule? rule = null) => new(rule ?? AttachmentRule.Default, SomeTrace.Span() with { Inputs = JsonValue.From(inputs) });

    public static Extracted OfJson(string json, AttachmentRule? rule = null) => new(rule ?? AttachmentRule.Default, SomeTrace.Span() with { Inputs = SomeTrace.Json(json) });

    /// <summary>The reference that has to stand in a span of that trace.</summary>
    public string Reference(TraceAttachmentData attachment, string contentType) =>
        $"mlflow-attachment://{attachment.Id}?content_type={Uri.EscapeDataString(contentType)}&trace_id=tr-{Spans[0].TraceId.ToHexString()}&size={attachment.Content.Length}";
}
