using System.Text;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>Attachments of a trace whose spans were processed.</summary>
internal static class AttachmentTexts
{
    /// <summary>Those that a span still names: what was hidden in the span is not kept beside it.</summary>
    public static IEnumerable<TraceAttachmentData> ReferredTo(SpanData[] spans, IReadOnlyList<TraceAttachmentData> attachments)
        => attachments.Where(attachment => Encoding.ASCII.GetBytes(attachment.Id) is var id && Array.Exists(spans, span => Names(span, attachment.Id, id)));

    /// <summary>Content that is text, redacted; pictures and other binary content stay as they are.</summary>
    public static TraceAttachmentData Redact(TraceAttachmentData attachment, ITextRedactor redactor)
    {
        if (!IsText(attachment.ContentType)) return attachment;
        var text = Encoding.UTF8.GetString(attachment.Content.Span);
        return redactor.Find(text, default) is { } edits ? attachment with { Content = Encoding.UTF8.GetBytes(TextEdit.Apply(text, edits)) } : attachment;
    }

    private static bool IsText(string contentType)
        => contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
           || contentType.Contains("json", StringComparison.OrdinalIgnoreCase)
           || contentType.Contains("xml", StringComparison.OrdinalIgnoreCase);

    private static bool Names(SpanData span, string id, ReadOnlySpan<byte> utf8)
    {
        if (Names(span.Inputs, utf8) || Names(span.Outputs, utf8) || Names(span.Attributes, id, utf8)) return true;
        foreach (var item in span.Events)
        {
            if (Names(item.Attributes, id, utf8)) return true;
        }

        return false;
    }

    private static bool Names(IReadOnlyList<SpanAttribute> attributes, string id, ReadOnlySpan<byte> utf8)
    {
        foreach (var (_, value) in attributes)
        {
            if (value.Kind == AttributeKind.Text ? value.Text.Contains(id, StringComparison.Ordinal) : value.Kind == AttributeKind.Json && Names(value.Json, utf8)) return true;
        }

        return false;
    }

    private static bool Names(JsonText value, ReadOnlySpan<byte> utf8) => value.Utf8.Span.IndexOf(utf8) >= 0;
}
