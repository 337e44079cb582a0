using System.Buffers;
using System.Text;
using System.Text.Unicode;
using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>What processing means for attachments.</summary>
internal static class AttachmentTexts
{
    /// <summary>No text has them; white space and the escape of a coloured log are not among them.</summary>
    private static readonly SearchValues<byte> Controls = SearchValues.Create([0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 29, 30, 31]);

    /// <summary>Those that a span still names: what was hidden in the span is not kept beside it.</summary>
    public static IEnumerable<TraceAttachmentData> ReferredTo(SpanData[] spans, IReadOnlyList<TraceAttachmentData> attachments)
        => attachments.Where(attachment => Encoding.ASCII.GetBytes(attachment.Id) is var id && Array.Exists(spans, span => Names(span, attachment.Id, id)));

    /// <summary>Content that is text, redacted; pictures and other binary content stay as they are.</summary>
    public static ReadOnlyMemory<byte> Redact(string contentType, ReadOnlyMemory<byte> content, ITextRedactor redactor)
    {
        if (EncodingOf(contentType, content.Span) is not { } encoding) return content;
        var text = encoding.GetString(content.Span);
        return redactor.Find(text, default) is { } edits ? encoding.GetBytes(TextEdit.Apply(text, edits)) : content;
    }

    /// <summary>A media type may carry the name of a file.</summary>
    public static string TypeOf(string contentType, ITextRedactor redactor)
    {
        if (MediaTypes.IsPlain(contentType) || redactor.Find(contentType, default) is null) return contentType;
        var plain = MediaTypes.WithoutParameters(contentType);
        return MediaTypes.IsPlain(plain) ? plain : MediaTypes.Unknown;
    }

    /// <summary>Null for what is no text. By the content, because files of most endings have no type that says so.</summary>
    private static Encoding? EncodingOf(string contentType, ReadOnlySpan<byte> content)
    {
        var saysText = Is(contentType, "text/") || contentType.Contains("json", StringComparison.OrdinalIgnoreCase) || contentType.Contains("xml", StringComparison.OrdinalIgnoreCase);
        if (!saysText && (Is(contentType, "image/") || Is(contentType, "audio/") || Is(contentType, "video/") || Is(contentType, "application/pdf"))) return null;
        if (content.StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode;
        if (content.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.BigEndianUnicode;
        if (Utf8.IsValid(content) && (saysText || !content.ContainsAny(Controls))) return Encoding.UTF8;
        // Each byte a character, and back: whatever the code page, what is ASCII in it is found and the rest stays.
        return saysText ? Encoding.Latin1 : null;
    }

    private static bool Is(string contentType, string prefix) => contentType.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

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
