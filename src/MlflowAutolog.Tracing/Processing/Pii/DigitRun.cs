namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Digits, and groups of them.</summary>
internal static class DigitRun
{
    /// <summary>Just behind the digits that begin at <paramref name="at"/>.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        var length = text[at..].IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : at + length;
    }

    /// <summary>What people and programs put between the groups of a number.</summary>
    public static bool IsSeparator(char c) => c is ' ' or '-' or '.' or '\u00A0' or '\u202F' or '\u2009' or '\u2011' or '\u2013';
}
