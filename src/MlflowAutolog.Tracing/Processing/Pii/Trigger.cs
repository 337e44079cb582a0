using System.Buffers;

namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>The characters without which there is nothing to find, and a first look at their neighbours: it rules out nearly all of a common text's.</summary>
internal static class Trigger
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("@0123456789=:_-AJBb");

    /// <returns>The next place worth a rule's look; -1 when there is none.</returns>
    public static int Next(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length)
        {
            var next = text[at..].IndexOfAny(Characters);
            if (next < 0) return -1;
            at += next;
            if (char.IsAsciiDigit(text[at]))
            {
                var end = DigitRun.End(text, at);
                if (DigitRun.MayMatter(text, at, end)) return at;
                at = end;
            }
            else if (MayMatter(text, at)) return at;
            else at++;
        }

        return -1;
    }

    private static bool MayMatter(ReadOnlySpan<char> text, int at)
    {
        var before = at > 0 ? text[at - 1] : ' ';
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        return text[at] switch
        {
            '@' => at > 0 && (char.IsLetterOrDigit(next) || next is '-'),
            'B' or 'b' => (next | ' ') is 'e' or 'a' && !Place.IsWord(before),
            'A' => next is 'K' or 'S' or 'I',
            'J' => before == 'y',
            '_' or '-' => (char.IsAsciiLetterOrDigit(next) && PrefixedKeys.MayMark(before)) || (next == '-' && before != '-'),
            ':' => next is '/' or ':' || char.IsAsciiHexDigit(before) || SecretNames.MayEndAt(text, at),
            _ => SecretNames.MayEndAt(text, at),
        };
    }
}
