namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Digits, and groups of them.</summary>
internal static class DigitRun
{
    private const int ShortestNumber = 6;

    /// <summary>Just behind the digits that begin at <paramref name="at"/>.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        // Most runs are so short that a vectorised search costs more than it saves.
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at;
    }

    /// <summary>Whether there may be more than a small number of its own: most digits of a text are.</summary>
    public static bool MayMatter(ReadOnlySpan<char> text, int start, int end)
    {
        if (start > 0 && char.IsAsciiLetter(text[start - 1])) return true;
        if (end - start >= ShortestNumber || end + 1 >= text.Length) return end - start >= ShortestNumber;
        var (next, second) = (text[end], text[end + 1]);
        return (IsSeparator(next) || next is '/' or ')' or '(') && (char.IsAsciiDigit(second) || second is ' ' or '(' or '-');
    }

    /// <summary>What people and programs put between the groups of a number.</summary>
    public static bool IsSeparator(char c) => c is ' ' or '-' or '.' or '\u00A0' or '\u202F' or '\u2009' or '\u2011' or '\u2013';
}
