using System.Buffers;

namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>A secret that is named: <c>password=…</c>, <c>"api_key": "…"</c>, <c>Authorization: Bearer …</c>, the parts of connection strings.</summary>
internal static class SecretPairs
{
    private const int LongestName = 64;
    private const int LongestValue = 4096;
    private const int ShortestToken = 16;
    private static readonly SearchValues<char> ValueEnds = SearchValues.Create(" \t\r\n,;&\"'`<>)}]|");

    // What stands in a schema, in prose or in code where the secret would.
    private static readonly HashSet<string> NoSecrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "string", "required", "optional", "true", "false", "null", "none", "undefined", "nil", "hidden", "redacted", "masked", "secret", "password", "bearer", "basic", "number", "integer", "text", "str", "incorrect", "invalid", "wrong", "missing", "changed", "expired",
    };

    public static bool IsSecretName(ReadOnlySpan<char> name) => SecretNames.Has(name);

    /// <summary>Whether the whole text is one, for the name under which it stands.</summary>
    public static bool IsSecret(ReadOnlySpan<char> name, ReadOnlySpan<char> text)
        => SecretNames.Has(name) ? text.Length >= 3 && !IsPlaceholder(text) && !NoSecrets.Contains(text.ToString()) : IsTokenName(name) && IsToken(text);

    public static bool TryFind(Place place, out TextEdit edit)
    {
        edit = default;
        var name = NameBefore(place);
        if (name.IsEmpty) return false;
        var isToken = IsTokenName(name);
        if (!isToken && !SecretNames.Has(name)) return false;
        var (start, end, quoted, spaced) = ValueAfter(place);
        var value = place.Text[start..end];
        if (value.Length < (quoted ? 3 : 4) || IsPlaceholder(value) || NoSecrets.Contains(value.ToString())) return false;
        if (isToken ? !IsToken(value) : !quoted && IsCodeOrProse(place, name, value, end, spaced)) return false;
        edit = new TextEdit(start, end - start, Placeholders.Key);
        return true;
    }

    private static bool IsTokenName(ReadOnlySpan<char> name) => name.Equals("token", StringComparison.OrdinalIgnoreCase) || name.Equals("sig", StringComparison.OrdinalIgnoreCase);

    private static bool IsToken(ReadOnlySpan<char> text) => text.Length >= ShortestToken && text.IndexOfAnyInRange('0', '9') >= 0 && text.IndexOfAny(' ', '\n') < 0;

    private static bool IsPlaceholder(ReadOnlySpan<char> value) => value[0] is '[' or '<' or '{' or '$' or '*' or '%' or '…' or '/' or '(' or '=';

    private static ReadOnlySpan<char> NameBefore(Place place)
    {
        var end = place.At;
        if (place[end - 1] == ':') end--;
        while (end > place.Taken && place.At - end < 4 && place[end - 1] is ' ' or '"' or '\'' or '`' or ']') end--;
        var start = end;
        while (start > place.Taken && end - start < LongestName && (char.IsAsciiLetterOrDigit(place[start - 1]) || place[start - 1] is '_' or '-' or '.')) start--;
        // "api key", "access token": two words.
        if (start < end && start > place.Taken && place[start - 1] == ' ' && place.Text[start..end] is "key" or "Key" or "token" or "Token")
        {
            var first = start - 1;
            while (first > place.Taken && end - first < LongestName && char.IsAsciiLetter(place[first - 1])) first--;
            if (SecretNames.Has(place.Text[first..end])) start = first;
        }

        return place.Text[start..end];
    }

    private static (int Start, int End, bool Quoted, bool Spaced) ValueAfter(Place place)
    {
        var text = place.Text;
        var start = place.At + 1;
        if (start < text.Length && text[start] == '>') start++;
        var first = start;
        while (start < text.Length && start - first < 3 && text[start] is ' ') start++;
        var spaced = start > first;
        if (start < text.Length && text[start] is '"' or '\'' or '`')
        {
            var rest = text.Slice(start + 1, Math.Min(LongestValue, text.Length - start - 1));
            return (start + 1, start + 1 + QuotedLength(rest, text[start]), true, spaced);
        }

        start += Schemes.LengthOf(text[start..]);
        var left = text.Slice(start, Math.Min(LongestValue, text.Length - start));
        var end = left.IndexOfAny(ValueEnds);
        return (start, start + (end < 0 ? left.Length : end), false, spaced);
    }

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

    /// <summary><c>password = settings.Password</c>, <c>api_key=api_key</c>, <c>password: it must be long</c>.</summary>
    private static bool IsCodeOrProse(Place place, ReadOnlySpan<char> name, ReadOnlySpan<char> value, int end, bool spaced)
    {
        if (value.Contains('(') || value.Equals(name, StringComparison.OrdinalIgnoreCase) || place[end] == '(') return true;
        var plain = true;
        foreach (var c in value) plain &= char.IsLetter(c) || c is '_' or '.';
        if (!plain) return false;
        // Words only: a secret when nothing comes between it and the sign, or when it ends its line.
        if (value.Contains('.') && value[^1] != '.') return true;
        return spaced && !(value.Length >= 6 && (end >= place.Text.Length || place.Text[end] is '\n' or '\r' or ';' or '"'));
    }
}
