using System.Text;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>Takes the binary content out of one span.</summary>
internal sealed class SpanExtraction(SpanData span, AttachmentRule rule, TraceAttachments found, Action tooLarge, AttachmentStage.Redaction? redact)
{
    private readonly List<SpanEventData> _leftOut = [];

    public SpanData Run()
    {
        var changed = span with
        {
            Inputs = Of(span.Inputs),
            Outputs = Of(span.Outputs),
            Attributes = Of(span.Attributes),
            Events = [.. span.Events.Select(item => item with { Attributes = Of(item.Attributes) })],
        };
        return _leftOut.Count == 0 ? changed : changed with { Events = [.. changed.Events, .. _leftOut] };
    }

    private SpanAttribute[] Of(IReadOnlyList<SpanAttribute> attributes) => [.. attributes.Select(attribute => attribute with { Value = Of(attribute.Value) })];

    private AttributeValue Of(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Json => AttributeOf(Of(value.Json)),
        AttributeKind.Text when rule.Extracts && ContentScan.MayHold(value.Text) && InlineBytes.FromDataUri(Encoding.UTF8.GetBytes(value.Text)) is var (type, content)
            => AttributeValue.Of(Put(type, content)),
        _ => value,
    };

    // An attachment by itself is a text now.
    private static AttributeValue AttributeOf(JsonText json) => json.Utf8.Span is [(byte)'"', ..] ? AttributeValue.Of(JsonStringContent.ToText(json.Utf8.Span[1..^1])) : AttributeValue.OfJson(json);

    private JsonText Of(JsonText value)
    {
        if (value.Attachments is null && !(rule.Extracts && ContentScan.MayHold(value))) return value;
        if (JsonOutline.Of(value.Utf8) is not { } outline) return new JsonText(value.Utf8);
        var splice = new JsonSplice(value.Utf8);
        new ContentWalk(outline, splice, (text, base64Type) => Replace(text, base64Type, value.Attachments)).Run();
        return new JsonText(splice.IsEmpty ? value.Utf8 : splice.ToArray());
    }

    private byte[]? Replace(ReadOnlySpan<byte> text, string? base64Type, IReadOnlyList<TraceAttachment>? given)
    {
        if (given is not null && text.StartsWith("mlflow-attachment://"u8) && given.FirstOrDefault(ByPlaceholder(text)) is { } attachment)
            return Quoted(Put(attachment.ContentType, attachment.Content));
        if (!rule.Extracts) return null;
        if (InlineBytes.FromDataUri(text) is var (type, content)) return Quoted(Put(type, content));
        return base64Type is not null && InlineBytes.FromBase64(text) is { } bytes ? Quoted(Put(base64Type, bytes)) : null;
    }

    private static Func<TraceAttachment, bool> ByPlaceholder(ReadOnlySpan<byte> text)
    {
        var placeholder = Encoding.UTF8.GetString(text);
        return attachment => attachment.Placeholder == placeholder;
    }

    private string Put(string contentType, ReadOnlyMemory<byte> content)
    {
        if (!rule.Refuses(content.Length)) return PutRedacted(contentType, content);
        tooLarge();
        _leftOut.Add(AttachmentNote.Event(contentType, content.Length, rule.MaxBytes, span.EndUnixNano));
        return AttachmentNote.TooLarge(content.Length, rule.MaxBytes);
    }

    private string PutRedacted(string contentType, ReadOnlyMemory<byte> content)
    {
        if (redact is null) return found.Add(contentType, content);
        return redact(contentType, content) is var (type, redacted) ? found.Add(type, redacted) : "[Attachment left out: a redactor failed]";
    }

    private static byte[] Quoted(string ascii) => Encoding.UTF8.GetBytes('"' + ascii + '"');
}
