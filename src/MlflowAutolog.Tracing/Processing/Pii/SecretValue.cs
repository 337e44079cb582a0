using System.Buffers;

namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>What stands behind the name of a secret.</summary>
/// <param name="Start">The first character, quotes apart.</param>
/// <param name="End">Just behind the last.</param>
/// <param name="IsQuoted">Whether it stands in quotes.</param>
/// <param name="IsSpaced">Whether a space is before it.</param>
internal readonly record struct SecretValue(int Start, int End, bool IsQuoted, bool IsSpaced)
{
    private const int Longest = 4096;
    private const int MostSpaces = 3;
    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n,;&\"'`<>)}]|");

    // What stands in a schema, in prose or in code where the secret would.
    private static readonly WordTable Others = new((WordMeaning.Other,
        "string required optional true false null none undefined nil hidden redacted masked secret password bearer basic number integer text str incorrect invalid wrong missing changed expired"));

    /// <param name="text">The whole.</param>
    /// <param name="at">Behind the name or its sign.</param>
    public static SecretValue Read(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (start < text.Length && start - at < MostSpaces && text[start] is ' ') start++;
        var isSpaced = start > at;
        if (start < text.Length && text[start] is '"' or '\'' or '`')
        {
            var rest = text.Slice(start + 1, Math.Min(Longest, text.Length - start - 1));
            return new SecretValue(start + 1, start + 1 + QuotedLength(rest, text[start]), true, isSpaced);
        }

        start += Schemes.LengthOf(text[start..]);
        var left = text.Slice(start, Math.Min(Longest, text.Length - start));
        var end = left.IndexOfAny(Ends);
        return new SecretValue(start, start + (end < 0 ? left.Length : end), false, isSpaced);
    }

    public ReadOnlySpan<char> Of(ReadOnlySpan<char> text) => text[Start..End];

    public TextEdit ToEdit() => new(Start, End - Start, Placeholders.Key);

    /// <summary>Whether something stands there for a secret, or nothing does.</summary>
    public bool IsNone(ReadOnlySpan<char> text) => End == Start || IsPlaceholder(Of(text));

    /// <param name="value">At least one character.</param>
    public static bool IsPlaceholder(ReadOnlySpan<char> value) => value[0] is '[' or '<' or '{' or '$' or '*' or '%' or '…' or '/' or '(' or '=' || Others.Contains(value);

    /// <summary>To the quote that ends it: one with a letter behind it was escaped, and is part of the value.</summary>
    private static int QuotedLength(ReadOnlySpan<char> rest, char quote)
    {
        var first = rest.IndexOf(quote);
        for (var end = first; end >= 0;)
        {
            if (end + 1 == rest.Length || !Place.IsWord(rest[end + 1])) return end;
            var next = rest[(end + 1)..].IndexOf(quote);
            end = next < 0 ? -1 : end + 1 + next;
        }

        return first < 0 ? rest.Length : first;
    }
}
