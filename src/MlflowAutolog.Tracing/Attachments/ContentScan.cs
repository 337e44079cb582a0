using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>A cheap look whether a value may hold binary content at all: most hold none, and are not parsed.</summary>
internal static class ContentScan
{
    public static ReadOnlySpan<byte> DataUriMark => ";base64,"u8;

    public static bool MayHold(JsonText value)
        => value.Length > 0
            && (value.Utf8.Span.IndexOf(DataUriMark) >= 0
                || HasText(value.Utf8.Span, "\"data\""u8)
                || HasText(value.Utf8.Span, "\"bytes\""u8)
                || HasText(value.Utf8.Span, "\"b64_json\""u8)
                || HasText(value.Utf8.Span, "\"file_data\""u8)
                || value.Utf8.Span.IndexOf("\"image_generation_call\""u8) >= 0);

    /// <summary>A data URI in whole.</summary>
    public static bool MayHold(string text) => text.StartsWith("data:", StringComparison.Ordinal) && text.Contains(";base64,", StringComparison.Ordinal);

    /// <summary>Whether a member of that name is a text.</summary>
    private static bool HasText(ReadOnlySpan<byte> json, ReadOnlySpan<byte> quotedName)
    {
        for (int at; (at = json.IndexOf(quotedName)) >= 0;)
        {
            json = json[(at + quotedName.Length)..];
            if (json.TrimStart(": \t\r\n"u8) is [(byte)'"', ..]) return true;
        }

        return false;
    }
}
