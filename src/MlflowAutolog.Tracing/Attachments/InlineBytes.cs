using System.Buffers;
using System.Buffers.Text;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>Binary content that stands in a JSON text.</summary>
internal static class InlineBytes
{
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);

    /// <summary>Base64 in its strict form: whole groups, padded, nothing in between. Null for all else, which stays text.</summary>
    /// <param name="rawText">Between the quotes of a JSON text, escapes (of a plus or a slash) included.</param>
    public static byte[]? FromBase64(ReadOnlySpan<byte> rawText)
    {
        if (rawText.IndexOf((byte)'\\') < 0) return Decode(rawText);
        var plain = new byte[JsonStringContent.MaxLength(rawText)];
        return Decode(plain.AsSpan(0, JsonStringContent.Decode(rawText, plain)));
    }

    /// <summary>As <see cref="FromBase64"/>, of <c>data:TYPE;base64,DATA</c>.</summary>
    public static (string ContentType, byte[] Content)? FromDataUri(ReadOnlySpan<byte> rawText)
    {
        if (!rawText.StartsWith("data:"u8)) return null;
        var mark = rawText.IndexOf(ContentScan.DataUriMark);
        if (mark <= "data:"u8.Length || FromBase64(rawText[(mark + ContentScan.DataUriMark.Length)..]) is not { } content) return null;
        return (JsonStringContent.ToText(rawText["data:"u8.Length..mark]), content);
    }

    private static byte[]? Decode(ReadOnlySpan<byte> base64)
    {
        if (base64.IsEmpty || base64.ContainsAny(WhiteSpace) || !Base64.IsValid(base64, out var length)) return null;
        var content = new byte[length];
        return Base64.DecodeFromUtf8(base64, content, out _, out var written) == OperationStatus.Done && written == length ? content : null;
    }
}
