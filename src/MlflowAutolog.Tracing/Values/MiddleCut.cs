using System.Globalization;
using System.Text;

namespace MlflowAutolog.Tracing.Values;

/// <summary>Takes the middle out of a text: two thirds of the room are the head's, one third the tail's, and between them stands how much is gone.</summary>
internal static class MiddleCut
{
    /// <summary>Room for <c> … [1,234,567,890 characters left out] … </c>.</summary>
    private const int Note = 48;

    /// <summary>A text of no more than <paramref name="limit"/> UTF-8 bytes.</summary>
    public static string Of(string text, int limit)
    {
        if (text.Length <= limit / 3 || Encoding.UTF8.GetByteCount(text) <= limit) return text;
        var output = new JsonOutput(limit);
        Write(Encoding.UTF8.GetBytes(text), limit, output, isEscaped: false);
        return Encoding.UTF8.GetString(output.Written);
    }

    /// <summary>The same for what stands between the quotes of a JSON text: no escape and no character is cut in two.</summary>
    public static void Write(ReadOnlySpan<byte> raw, int limit, JsonOutput output) => Write(raw, limit, output, isEscaped: true);

    private static void Write(ReadOnlySpan<byte> raw, int limit, JsonOutput output, bool isEscaped)
    {
        int room = limit - Note;
        if (room < 3)
        {
            if (limit >= 3) output.Raw("…"u8);
            return;
        }

        int head = 0, at = 0, characters = 0, tailFrom = raw.Length - (room / 3);
        for (int next; (next = at + Step(raw[at..], isEscaped)) <= room * 2 / 3; at = next) head = next;
        for (; at < tailFrom; characters++) at += Step(raw[at..], isEscaped);
        output.Raw(raw[..head]);
        output.Raw(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $" … [{characters:N0} characters left out] … ")));
        output.Raw(raw[at..]);
    }

    /// <summary>Bytes of the next character.</summary>
    private static int Step(ReadOnlySpan<byte> raw, bool isEscaped)
    {
        int length = raw[0] switch
        {
            (byte)'\\' when isEscaped => raw is not [_, (byte)'u', ..] ? 2 : IsHighSurrogate(raw) ? 12 : 6,
            < 0xC0 => 1,
            < 0xE0 => 2,
            < 0xF0 => 3,
            _ => 4,
        };
        return Math.Min(length, raw.Length);
    }

    private static bool IsHighSurrogate(ReadOnlySpan<byte> escape) =>
        escape.Length >= 12 && escape[2] is (byte)'d' or (byte)'D' && escape[3] is (>= (byte)'8' and <= (byte)'9') or (byte)'a' or (byte)'A' or (byte)'b' or (byte)'B' && escape[6] == (byte)'\\';
}
