using System.Buffers;

namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>The characters without which there is nothing to find, and a first look at their neighbours: it rules out nearly all of a common text's.</summary>
internal static class Trigger
{
    // Where they are dense the next is near, and a vectorised search costs more than it saves.
    private const int Near = 8;

    private const string All = "@0123456789=:_-AJBb>";

    private static readonly SearchValues<char> Characters = SearchValues.Create(All);
    private static readonly bool[] IsOne = [.. Enumerable.Range(0, 128).Select(static code => All.Contains((char)code))];

    /// <returns>The next place worth a rule's look; -1 when there is none.</returns>
    public static int Next(ReadOnlySpan<char> text, int at)
    {
        while ((at = NextCharacter(text, at)) >= 0 && !char.IsAsciiDigit(text[at]) && !MayMatter(text, at)) at++;
        return at;
    }

    private static int NextCharacter(ReadOnlySpan<char> text, int at)
    {
        var near = Math.Min(text.Length, at + Near);
        var isOne = IsOne;
        for (; at < near; at++)
        {
            var c = text[at];
            if (c < isOne.Length && isOne[c]) return at;
        }

        var next = text[at..].IndexOfAny(Characters);
        return next < 0 ? -1 : at + next;
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
            '_' or '-' => (char.IsAsciiLetterOrDigit(next) && PrefixedKeys.MayMark(before)) || (next == '-' && before != '-') || (char.IsAsciiLetter(next) && before == ' '),
            ':' => next is '/' || Ipv6Rule.MayBeAt(text, at) || SecretNames.MayEndAt(text, at),
            _ => SecretNames.MayEndAt(text, at),
        };
    }
}
