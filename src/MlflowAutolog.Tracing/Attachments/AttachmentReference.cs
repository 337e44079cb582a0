using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>What stands in a span for content beside it: <c>mlflow-attachment://ID?content_type=…&amp;trace_id=…&amp;size=…</c>. Source: <c>mlflow/tracing/attachments.py</c>.</summary>
internal readonly record struct AttachmentReference(string TraceId, string AttachmentId, string ContentType)
{
    public const string Scheme = "mlflow-attachment://";

    public static string Write(string traceId, string attachmentId, string contentType, long size)
        => string.Create(CultureInfo.InvariantCulture, $"{Scheme}{attachmentId}?content_type={Uri.EscapeDataString(contentType)}&trace_id={traceId}&size={size}");

    /// <summary>Whether the text is a reference exactly as this library writes it, and so nothing that anybody said.</summary>
    public static bool IsWritten(ReadOnlySpan<char> text)
        => text.StartsWith(Scheme)
           && TryParse(text.ToString(), out var reference)
           && reference.TraceId is ['t', 'r', '-', .. { Length: 32 } id] && id.All(char.IsAsciiHexDigitLower)
           && long.TryParse(text[(text.LastIndexOf('=') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
           && text.SequenceEqual(Write(reference.TraceId, reference.AttachmentId, reference.ContentType, size));

    /// <summary>False for any other text. An id is a UUID, as MLflow demands of what it reads from disk.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AttachmentReference reference)
    {
        reference = default;
        if (text?.StartsWith(Scheme, StringComparison.Ordinal) != true) return false;
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0 || !Guid.TryParseExact(text.AsSpan(Scheme.Length, mark - Scheme.Length), "D", out _)) return false;
        var facts = new Dictionary<string, string>();
        foreach (var pair in text[(mark + 1)..].Split('&'))
        {
            if (pair.Split('=') is [var name, var value]) facts[name] = Uri.UnescapeDataString(value.Replace('+', ' '));
        }

        if (facts.GetValueOrDefault("content_type") is not { Length: > 0 } contentType || facts.GetValueOrDefault("trace_id") is not { Length: > 0 } traceId) return false;
        reference = new AttachmentReference(traceId, text[Scheme.Length..mark], contentType);
        return true;
    }
}
