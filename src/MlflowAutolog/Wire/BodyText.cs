using System.Text;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Wire;

/// <summary>Bytes of unknown kind as a short text.</summary>
internal static class BodyText
{
    public static string Of(ReadOnlySpan<byte> bytes, int mostCharacters)
    {
        // Four bytes are the longest a character can be, so this is enough and bounds the work.
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, mostCharacters * 4)]).Trim();
        if (text.Length <= mostCharacters) return text;
        var head = text.AsSpan(0, mostCharacters - 1);
        return string.Concat(head[..SafeCut.HeadLength(head)], "…");
    }
}
