using System.Text;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>Puts attachments back into the values, for a server whose UI draws pictures that stand in a span but does not know attachments.</summary>
/// <param name="trace">With references.</param>
/// <param name="limit">Bytes that a value may grow to; 0 = no limit. What does not fit stays a reference, and is uploaded.</param>
internal sealed class InlineAgain(TraceData trace, long limit)
{
    private readonly Dictionary<string, TraceAttachmentData> _byId = trace.Attachments.ToDictionary(attachment => attachment.Id);
    private readonly HashSet<string> _left = [];

    public TraceData Run()
    {
        SpanData[] spans = [.. trace.Spans.Select(Of)];
        return trace with
        {
            Spans = spans,
            Root = trace.Root is { } root ? Array.Find(spans, span => span.SpanId == root.SpanId) : null,
            Attachments = [.. trace.Attachments.Where(attachment => _left.Contains(attachment.Id))],
        };
    }

    private SpanData Of(SpanData span) => span with
    {
        Inputs = Of(span.Inputs),
        Outputs = Of(span.Outputs),
        Attributes = Of(span.Attributes),
        Events = [.. span.Events.Select(item => item with { Attributes = Of(item.Attributes) })],
    };

    private SpanAttribute[] Of(IReadOnlyList<SpanAttribute> attributes) => [.. attributes.Select(attribute => attribute with { Value = Of(attribute.Value) })];

    private AttributeValue Of(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Json => AttributeValue.OfJson(Of(value.Json)),
        AttributeKind.Text when Find(value.Text, value.Text.Length) is var (reference, content) => AttributeValue.Of(DataUri(reference, content)),
        _ => value,
    };

    private JsonText Of(JsonText value)
    {
        if (value.Utf8.Span.IndexOf("mlflow-attachment://"u8) < 0 || JsonOutline.Of(value.Utf8) is not { } outline) return value;
        var splice = new JsonSplice(value.Utf8);
        long length = value.Length;
        new ContentWalk(outline, splice, Replace).Run();
        return splice.IsEmpty ? value : new JsonText(splice.ToArray());

        byte[]? Replace(ReadOnlySpan<byte> text, string? base64Type)
        {
            if (!text.StartsWith("mlflow-attachment://"u8) || Find(JsonStringContent.ToText(text), length) is not var (reference, content)) return null;
            var inline = base64Type is null ? DataUri(reference, content) : Convert.ToBase64String(content.Span);
            length += inline.Length - text.Length;
            return Encoding.UTF8.GetBytes('"' + inline + '"');
        }
    }

    private (AttachmentReference Reference, ReadOnlyMemory<byte> Content)? Find(string text, long length)
    {
        if (!AttachmentReference.TryParse(text, out var reference) || !_byId.TryGetValue(reference.AttachmentId, out var attachment)) return null;
        if (limit == 0 || length + (attachment.Content.Length * 4L / 3) + 100 <= limit) return (reference, attachment.Content);
        _left.Add(attachment.Id);
        return null;
    }

    private static string DataUri(AttachmentReference reference, ReadOnlyMemory<byte> content) => $"data:{reference.ContentType};base64,{Convert.ToBase64String(content.Span)}";
}
