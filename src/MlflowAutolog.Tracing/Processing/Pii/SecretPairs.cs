namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>A secret that is named: <c>password=…</c>, <c>"api_key": "…"</c>, <c>Authorization: Bearer …</c>, <c>?key=…</c>, the parts of connection strings.</summary>
internal static class SecretPairs
{
    private const int LongestName = 64;
    private const int ShortestToken = 16;
    private const int ShortestUrlKey = 6;
    private const int SurelyRandom = 20;

    public static bool IsSecretName(ReadOnlySpan<char> name) => SecretNames.Has(name);

    /// <summary>Whether the whole text is one, for the name under which it stands.</summary>
    public static bool IsSecret(ReadOnlySpan<char> name, ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || SecretValue.IsPlaceholder(text)) return false;
        if (SecretNames.Has(name)) return true;
        if (SecretNames.IsToken(name)) return IsToken(text);
        return CookieHeader.Has(name) ? CookieHeader.IsValue(text) : SecretNames.IsShort(name) && LooksChosen(text);
    }

    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        var start = NameBefore(place, out var name);
        if (name.IsEmpty) return false;
        if (CookieHeader.Has(name)) return CookieHeader.TryFind(place, start, out edit);
        var isNamed = SecretNames.Has(name);
        var isUrlKey = !isNamed && place.Char == '=' && place[start - 1] is '?' or '&' && name.Equals("key", StringComparison.OrdinalIgnoreCase);
        if (!isNamed && !isUrlKey && !SecretNames.IsToken(name) && !SecretNames.IsShort(name)) return false;
        var value = SecretValue.Read(place.Text, place[place.At + 1] == '>' ? place.At + 2 : place.At + 1);
        var text = value.Of(place.Text);
        if (text.Length < (value.IsQuoted ? 3 : 4) || value.IsNone(place.Text)) return false;
        if (!(isUrlKey ? IsUrlKey(text) : SecretNames.IsToken(name) ? IsToken(text) : isNamed ? value.IsQuoted || !IsCodeOrProse(place, name, value) : IsShortValue(place, name, value))) return false;
        edit = value.ToEdit();
        return true;
    }

    public static bool IsToken(ReadOnlySpan<char> text) => text.Length >= ShortestToken && text.IndexOfAnyInRange('0', '9') >= 0 && text.IndexOfAny(' ', '\n') < 0;

    /// <summary><c>?key=a1b2c3</c>, not <c>?key=title</c>.</summary>
    private static bool IsUrlKey(ReadOnlySpan<char> text) => text.Length >= SurelyRandom || (text.Length >= ShortestUrlKey && LooksChosen(text));

    private static bool IsShortValue(in Place place, ReadOnlySpan<char> name, SecretValue value)
    {
        var text = value.Of(place.Text);
        if (LooksChosen(text)) return value.IsQuoted || !IsCodeOrProse(place, name, value);
        // pass=4711 counts tests that passed.
        return place.Char == '=' && !value.IsSpaced && text.ContainsAnyExceptInRange('0', '9') && (value.IsQuoted || !IsCodeOrProse(place, name, value));
    }

    /// <summary>Letters and something else: no word, and no number.</summary>
    private static bool LooksChosen(ReadOnlySpan<char> text)
    {
        var (letters, others) = (false, false);
        foreach (var c in text)
        {
            if (char.IsLetter(c)) letters = true;
            else others |= c is not (' ' or '.' or ',' or '_');
        }

        return letters && others;
    }

    /// <returns>Where the name begins.</returns>
    private static int NameBefore(in Place place, out ReadOnlySpan<char> name)
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

        name = place.Text[start..end];
        return start;
    }

    /// <summary><c>password = settings.Password</c>, <c>api_key=api_key</c>, <c>password: it must be long</c>.</summary>
    private static bool IsCodeOrProse(in Place place, ReadOnlySpan<char> name, SecretValue found)
    {
        var value = found.Of(place.Text);
        var end = found.End;
        if (value.Contains('(') || value.Equals(name, StringComparison.OrdinalIgnoreCase) || place[end] == '(') return true;
        var plain = true;
        foreach (var c in value) plain &= char.IsLetter(c) || c is '_' or '.';
        if (!plain) return false;
        // Words only: a secret when nothing comes between it and the sign, or when it ends its line.
        if (value.Contains('.') && value[^1] != '.') return true;
        return found.IsSpaced && !(value.Length >= 6 && (end >= place.Text.Length || place.Text[end] is '\n' or '\r' or ';' or '"'));
    }
}
