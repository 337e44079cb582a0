namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Digits, and groups of them.</summary>
internal static class DigitRun
{
    private const int MostSeparators = 3;

    /// <summary>Just behind the digits that begin at <paramref name="at"/>.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        // Most runs are so short that a vectorised search costs more than it saves.
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at;
    }

    /// <summary>Just behind <c>12:34</c> or <c>12:34:56</c>, of which logs are full, or behind the digits where they are none.</summary>
    public static int EndOfTime(ReadOnlySpan<char> text, int at, int end)
    {
        for (var i = 0; i < 2 && IsPartOfTime(text, end, at); i++) (at, end) = (end + 1, end + 3);
        return end;
    }

    /// <summary>Two digits, a colon, and two more that are no group of an address.</summary>
    private static bool IsPartOfTime(ReadOnlySpan<char> text, int end, int at)
        => end - at == 2 && end + 2 < text.Length && text[end] == ':' && char.IsAsciiDigit(text[end + 1]) && char.IsAsciiDigit(text[end + 2])
           && (end + 3 == text.Length || !(char.IsAsciiHexDigit(text[end + 3]) || (text[end + 3] == ':' && !IsLast(text, end + 3))));

    private static bool IsLast(ReadOnlySpan<char> text, int colon)
        => colon + 2 < text.Length && char.IsAsciiDigit(text[colon + 1]) && char.IsAsciiDigit(text[colon + 2]) && (colon + 3 == text.Length || !(char.IsAsciiHexDigit(text[colon + 3]) || text[colon + 3] == ':'));

    /// <summary>A first look at what is behind digits: for most that are few there is nothing to read on for.</summary>
    public static bool MayGoOn(ReadOnlySpan<char> text, int end)
    {
        if (end + 1 >= text.Length) return false;
        var (next, second) = (text[end], text[end + 1]);
        return !char.IsAsciiLetter(next) && (char.IsAsciiDigit(second) || second is ' ' or '(' or '-' or '/' or > '\x7F') && (next is '(' or ')' or '/' || IsSeparator(next));
    }

    /// <summary>Where the next group of the same number begins: behind at most three separators, such as <c>) (</c>, <c> - </c>. -1 when none does.</summary>
    public static int Next(ReadOnlySpan<char> text, int end)
    {
        for (var i = end; i < text.Length && i <= end + MostSeparators; i++)
        {
            var c = text[i];
            if (char.IsAsciiDigit(c)) return i > end ? i : -1;
            if (!IsSeparator(c) && c is not ('(' or ')' or '/')) return -1;
            // A full stop ends the sentence, and the number.
            if (c == '.' && (i > end || (i + 1 < text.Length && !char.IsAsciiDigit(text[i + 1])))) return -1;
        }

        return -1;
    }

    /// <summary>What people and programs put between the groups of a number.</summary>
    public static bool IsSeparator(char c) => c is ' ' or '-' or '.' || (c > '\x7F' && c is '\u00A0' or '\u202F' or '\u2009' or '\u2011' or '\u2013');
}
