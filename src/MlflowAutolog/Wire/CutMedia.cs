using System.Text;
using MlflowAutolog.Exchanges;

namespace MlflowAutolog.Wire;

/// <summary>A body whose missing middle begins and ends within base64, as that of a message with a photo does: with a note in place of the picture it is JSON again, and all around it is readable.</summary>
/// <param name="ContentType">Of what was cut.</param>
/// <param name="Size">Its bytes, decoded. Where it was two pictures, of all from the first to the end of the second.</param>
internal sealed record CutMedia(string ContentType, long Size)
{
    private const int LongestType = 100;
    private const int Characters = 4, Bytes = 3;
    private ReadOnlyMemory<byte> _before;
    private ReadOnlyMemory<byte> _behind;

    /// <summary>Null when the hole is in something else.</summary>
    public static CutMedia? Find(CapturedBody body)
    {
        var head = body.Head.Span;
        var tail = body.Tail.Span;
        var start = head.Length;
        while (start > 0 && IsBase64(head[start - 1])) start--;
        var end = 0;
        while (end < tail.Length && IsBase64(tail[end])) end++;
        // An escaped quote is part of a text.
        if (end == tail.Length || tail[end] != '"' || (end > 0 && tail[end - 1] == '\\')) return null;
        var uri = head[..start].LastIndexOf("\"data:"u8) + 1;
        if (uri == 0 || start - uri > LongestType || !head[uri..start].EndsWith(";base64,"u8)) return null;
        var type = Encoding.UTF8.GetString(head[(uri + "data:".Length)..(start - ";base64,".Length)]);
        return new CutMedia(type, (head.Length - start + body.LeftOut + end) / Characters * Bytes) { _before = body.Head[..uri], _behind = body.Tail[end..] };
    }

    public byte[] With(string note) => [.. _before.Span, .. Encoding.UTF8.GetBytes(note), .. _behind.Span];

    // With the escapes that writers of JSON have for a plus sign and a slash.
    private static bool IsBase64(byte c) => char.IsAsciiLetterOrDigit((char)c) || c is (byte)'+' or (byte)'/' or (byte)'=' or (byte)'\\';
}
