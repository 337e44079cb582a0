using System.Text;
using MlflowAutolog.Tracing.Values;
using MlflowAutolog.Wire.Forms;

namespace MlflowAutolog.Wire;

/// <summary>Bytes as text.</summary>
internal static class BodyText
{
    /// <summary>Bytes of unknown kind as a short text.</summary>
    public static string Of(ReadOnlySpan<byte> bytes, int mostCharacters)
    {
        // Four bytes are the longest a character can be, so this is enough and bounds the work.
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, mostCharacters * 4)]).Trim();
        if (text.Length <= mostCharacters) return text;
        var head = text.AsSpan(0, mostCharacters - 1);
        return string.Concat(head[..SafeCut.HeadLength(head)], "…");
    }

    /// <summary>A text that may lack its middle, in the character set that its type names.</summary>
    public static string Of(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, long leftOut, string? contentType)
    {
        var encoding = EncodingOf(contentType);
        var text = encoding.GetString(head);
        return leftOut == 0 ? text + encoding.GetString(tail) : $"{text}…({leftOut} bytes left out)…{encoding.GetString(tail)}";
    }

    /// <summary>Whether a media type is that of a text somebody reads.</summary>
    public static bool IsText(string contentType)
        => contentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || contentType.Contains("json", StringComparison.OrdinalIgnoreCase);

    private static Encoding EncodingOf(string? contentType)
    {
        if (contentType is null || HeaderParameters.Find(contentType, "charset") is not { } charset) return Encoding.UTF8;
        try
        {
            return Encoding.GetEncoding(charset);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // A name that .NET does not know, or no longer reads; nearly everything is UTF-8 all the same.
            return Encoding.UTF8;
        }
    }
}
