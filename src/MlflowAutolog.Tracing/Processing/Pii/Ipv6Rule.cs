namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Eight groups of hex digits, or fewer with <c>::</c> of which the first is that of a real address: <c>f32::add</c> is code.</summary>
internal static class Ipv6Rule
{
    private const int Longest = 45;
    private const int LongestGroup = 4;

    /// <summary>A first look at a colon with digits around it: most are a time's.</summary>
    public static bool MayBeAt(ReadOnlySpan<char> text, int at)
    {
        if (text[at] != ':' || at == 0 || at + 1 >= text.Length || !char.IsAsciiHexDigit(text[at - 1])) return false;
        return text[at + 1] == ':' ? at >= LongestGroup : char.IsAsciiHexDigit(text[at + 1]) && (IsLongGroup(text, at) || HasTwoMore(text, at + 1));
    }

    private static bool IsLongGroup(ReadOnlySpan<char> text, int at)
        => at >= LongestGroup && char.IsAsciiHexDigit(text[at - 2]) && char.IsAsciiHexDigit(text[at - 3]) && text[at - LongestGroup] is '2' or '3' or 'f' or 'F';

    private static bool HasTwoMore(ReadOnlySpan<char> text, int at)
    {
        for (var colons = 0; colons < 2; colons++)
        {
            while (at < text.Length && char.IsAsciiHexDigit(text[at])) at++;
            if (at >= text.Length || text[at++] != ':') return false;
        }

        return true;
    }

    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        var start = place.At;
        while (start > place.Taken && place.At - start < 4 && char.IsAsciiHexDigit(place[start - 1])) start--;
        if (start == place.At || Place.IsWord(place[start - 1]) || place[start - 1] is ':' or '.') return false;
        var end = place.At;
        while (end < place.Text.Length && end - start < Longest && (char.IsAsciiHexDigit(place[end]) || place[end] == ':')) end++;
        while (end > start && place[end - 1] == ':' && place[end - 2] != ':') end--;
        if (Place.IsWord(place[end]) || !IsAddress(place.Text[start..end])) return false;
        edit = new TextEdit(start, end - start, Placeholders.Ip);
        return true;
    }

    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        var (groups, length, gap) = (0, 0, false);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] != ':')
            {
                if (++length > 4) return false;
                continue;
            }

            if (length > 0) groups++;
            else if (i < text.Length && i > 0)
            {
                if (gap) return false;
                gap = true;
            }

            length = 0;
        }

        return gap ? groups < 8 && IsRouted(text) : groups == 8;
    }

    /// <summary>Global (2000::/3), unique local (fc00::/7), link local (fe80::/10), multicast.</summary>
    private static bool IsRouted(ReadOnlySpan<char> text) => text.IndexOf(':') == 4 && char.ToLowerInvariant(text[0]) is '2' or '3' or 'f';
}
