using System.Numerics;

namespace MlflowAutolog.Tracing.Values;

/// <summary>Where a text that has to be cut before it is redacted may be: not within a word or a number, which would be half of something that a redactor looks for.</summary>
internal static class SafeCut
{
    // An address has at most so many characters before its @.
    private const int LongestWord = 64;

    // A key goes on without a space.
    private const int LongestKey = 4096;

    // The groups of an IBAN, its spaces included; longer than those of a card or a telephone number.
    private const int LongestNumber = 42;

    /// <summary>How much of a text's first part may stay, where what comes next is left out.</summary>
    public static int HeadLength<T>(ReadOnlySpan<T> head)
        where T : unmanaged, IBinaryInteger<T>
    {
        var word = head.Length;
        while (word > 0 && head.Length - word < LongestKey && !IsSpace(head[word - 1]) && (head.Length - word < LongestWord || IsKey(head[word - 1]))) word--;
        var length = NumberBefore(head, word);
        while (length > 0 && length < head.Length && IsInside(head[length])) length--;
        return length;
    }

    /// <summary>Where a text's last part may begin, when what came before is left out.</summary>
    public static int TailStart<T>(ReadOnlySpan<T> tail)
        where T : unmanaged, IBinaryInteger<T>
    {
        var at = 0;
        while (at < tail.Length && at < LongestKey && !IsSpace(tail[at]) && (at < LongestWord || IsKey(tail[at]))) at++;
        for (var most = Math.Min(tail.Length, at + LongestNumber); at < most;)
        {
            var (start, hasDigit) = (at, false);
            while (start < most && IsSpace(tail[start])) start++;
            var end = start;
            for (; end < most && !IsSpace(tail[end]); end++) hasDigit |= IsDigit(tail[end]);
            if (!hasDigit) break;
            at = end;
        }

        while (at < tail.Length && IsInside(tail[at])) at++;
        return at;
    }

    /// <summary>Back over groups of digits, their signs, and the capitals between them that an IBAN has.</summary>
    public static int NumberBefore<T>(ReadOnlySpan<T> text, int end)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (start, least) = (end, Math.Max(0, end - LongestNumber));
        while (true)
        {
            var group = start;
            while (group > least && IsSpace(text[group - 1])) group--;
            var first = group;
            while (first > least && !IsSpace(text[first - 1])) first--;
            if (first == group || !IsGroup(text[first..group])) return start;
            start = first;
        }
    }

    private static bool IsGroup<T>(ReadOnlySpan<T> word)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (capitals, signs) = (0, 0);
        foreach (var item in word)
        {
            var c = Code(item);
            if (IsDigit(item)) return true;
            if (c is >= 'A' and <= 'Z') capitals++;
            else if (c is '+' or '(' or ')' or '-' or '/' or '.' or '\u2013') signs++;
        }

        return (capitals == word.Length && capitals <= 4) || signs == word.Length;
    }

    private static bool IsDigit<T>(T item)
        where T : unmanaged, IBinaryInteger<T> => Code(item) is >= '0' and <= '9';

    private static bool IsSpace<T>(T item)
        where T : unmanaged, IBinaryInteger<T> => Code(item) <= ' ' || (typeof(T) == typeof(char) && Code(item) == '\u00A0');

    /// <summary>The second half of a character: a text ends before it.</summary>
    private static bool IsInside<T>(T item)
        where T : unmanaged, IBinaryInteger<T> => typeof(T) == typeof(char) ? char.IsLowSurrogate((char)Code(item)) : (Code(item) & 0xC0) == 0x80;

    private static bool IsKey<T>(T item)
        where T : unmanaged, IBinaryInteger<T>
    {
        var c = Code(item);
        return c < '\x7F' && (char.IsAsciiLetterOrDigit((char)c) || c is '-' or '_' or '.' or '+' or '/' or '=' or '~');
    }

    private static uint Code<T>(T item)
        where T : unmanaged, IBinaryInteger<T> => uint.CreateTruncating(item);
}
