using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>What at the end of a text that was cut may be the first part of something to hide.</summary>
internal static class CutSecret
{
    // An address has at most so many characters before its @; a longer word is one only when it is a key.
    private const int LongestWord = 64;

    private const int LongestKey = 4096;

    /// <summary>What could have come next: a key goes on with anything, a JWT with a dot. All else is within the last word or number.</summary>
    private static readonly string[] Endings = ["a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6", ".a1B2c3D4e5F6.g7H8i9J0k1L2"];

    public static int StartIn(ReadOnlySpan<char> text, ITextRedactor redactor)
    {
        if (text.IsEmpty || char.IsWhiteSpace(text[^1])) return SafeCut.NumberBefore(text, text.Length);
        var word = text.Length;
        while (word > 0 && text.Length - word < LongestWord && !char.IsWhiteSpace(text[word - 1])) word--;
        var start = SafeCut.NumberBefore(text, word);
        var from = Math.Max(0, text.Length - LongestKey);
        foreach (var ending in Endings)
        {
            foreach (var edit in redactor.Find(string.Concat(text[from..], ending), default) ?? [])
            {
                if (edit.End > text.Length - from) start = Math.Min(start, from + edit.Start);
            }
        }

        return start;
    }
}
