namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Tokens without a separator behind their mark: AWS, Google, JWT; and what follows <c>Bearer</c> and <c>Basic</c>.</summary>
internal static class TokenRule
{
    private const int AwsLength = 20;
    private const int GoogleLength = 39;
    private const int ShortestPart = 8;
    private const int ShortestBearer = 12;

    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        var text = place.Text[place.At..];
        return place.Char switch
        {
            'A' => !Place.IsWord(place[place.At - 1]) && (TryAws(place, text, out edit) || TryGoogle(place, text, out edit)),
            'J' => place.StartsAt(place.At - 2, "eyJ") && place.At - 2 >= place.Taken && !Place.IsWord(place[place.At - 3]) && TryJwt(place, out edit),
            _ => !Place.IsWord(place[place.At - 1]) && TryScheme(place, text, out edit),
        };
    }

    private static bool TryAws(in Place place, ReadOnlySpan<char> text, out TextEdit edit)
    {
        edit = new TextEdit(place.At, AwsLength, Placeholders.Key);
        if (text.Length < AwsLength || !(text.StartsWith("AKIA") || text.StartsWith("ASIA")) || Place.IsWord(place[place.At + AwsLength])) return false;
        foreach (var c in text[..AwsLength])
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c)) return false;
        }

        return true;
    }

    private static bool TryGoogle(in Place place, ReadOnlySpan<char> text, out TextEdit edit)
    {
        var length = text.StartsWith("AIza") ? TokenLength(text) : 0;
        edit = new TextEdit(place.At, length, Placeholders.Key);
        return length >= GoogleLength;
    }

    private static bool TryJwt(in Place place, out TextEdit edit)
    {
        edit = default;
        var start = place.At - 2;
        var text = place.Text;
        var header = TokenLength(text[start..]);
        var claims = start + header + 1;
        if (header < ShortestPart || place[claims - 1] != '.' || claims >= text.Length) return false;
        var body = TokenLength(text[claims..]);
        if (body < ShortestPart) return false;
        var end = claims + body;
        // The signature; and the two more parts of an encrypted one.
        for (var i = 0; i < 3 && place[end] == '.' && end + 1 < text.Length; i++)
        {
            var part = TokenLength(text[(end + 1)..]);
            if (part == 0) break;
            end += 1 + part;
        }

        edit = new TextEdit(start, end - start, Placeholders.Key);
        return true;
    }

    private static bool TryScheme(in Place place, ReadOnlySpan<char> text, out TextEdit edit)
    {
        edit = default;
        var isBearer = text.StartsWith("bearer ", StringComparison.OrdinalIgnoreCase);
        if (!isBearer && !text.StartsWith("basic ", StringComparison.OrdinalIgnoreCase)) return false;
        var scheme = isBearer ? "bearer ".Length : "basic ".Length;
        var token = text[scheme..];
        var length = 0;
        while (length < token.Length && (char.IsAsciiLetterOrDigit(token[length]) || token[length] is '-' or '_' or '.' or '~' or '+' or '/' or '=')) length++;
        token = token[..length].TrimEnd('.');
        if (isBearer ? token.Length < ShortestBearer || token.IndexOfAnyInRange('0', '9') < 0 : !IsUserAndPassword(token)) return false;
        edit = new TextEdit(place.At + scheme, token.Length, Placeholders.Key);
        return true;
    }

    /// <summary>Base64 of <c>user:password</c>.</summary>
    private static bool IsUserAndPassword(ReadOnlySpan<char> token)
    {
        if (token.Length is < 6 or > 512) return false;
        Span<byte> decoded = stackalloc byte[512];
        return Convert.TryFromBase64Chars(token, decoded, out var written) && decoded[..written].Contains((byte)':') && !decoded[..written].ContainsAnyExceptInRange((byte)' ', (byte)'~');
    }

    private static int TokenLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '_' or '-')) length++;
        return length;
    }
}
