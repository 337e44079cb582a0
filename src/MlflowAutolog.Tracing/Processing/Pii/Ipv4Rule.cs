namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Four numbers up to 255 with dots between them. Versions look the same: what is around decides, and where it says nothing, how large the numbers are.</summary>
internal static class Ipv4Rule
{
    // Versions have small numbers. Of all addresses one in forty has none from here on.
    private const int Large = 100;

    private const int PrivateNet = 10;

    /// <param name="place">At the first digit.</param>
    /// <param name="end">Behind the first number.</param>
    /// <param name="edit">The find.</param>
    public static bool TryFind(in Place place, int end, out TextEdit edit)
    {
        edit = default;
        if (end - place.At > 3 || place[end] != '.') return false;
        var before = place[place.At - 1];
        if (Place.IsWord(before) || (before is '.' or ',' && char.IsAsciiDigit(place[place.At - 2]))) return false;
        Span<int> numbers = stackalloc int[4];
        var at = place.At;
        for (var i = 0; i < 4; i++)
        {
            if (i > 0 && place[at++] != '.') return false;
            if (!TryNumber(place.Text, ref at, out numbers[i])) return false;
        }

        if (!EndsAddress(place, at) || IsNobodys(numbers) || !IsAddress(place, at, numbers)) return false;
        edit = new TextEdit(place.At, at - place.At, Placeholders.Ip);
        return true;
    }

    private static bool IsAddress(in Place place, int end, ReadOnlySpan<int> numbers)
    {
        if (place.Named.HasFlag(WordMeaning.Version) || Surroundings.MarksVersion(place)) return false;
        if (place.Named.HasFlag(WordMeaning.Address)) return true;
        var said = Surroundings.WordBefore(place, place.At);
        if ((said & (WordMeaning.Version | WordMeaning.Address | WordMeaning.Place)) != 0) return !said.HasFlag(WordMeaning.Version);
        var after = Surroundings.WordAfter(place.Text, end);
        if ((after & (WordMeaning.Version | WordMeaning.Address)) != 0) return after.HasFlag(WordMeaning.Address);
        return numbers[0] == PrivateNet || numbers.ContainsAnyInRange(Large, 255) || IsMarked(place, end);
    }

    /// <summary><c>//5.9.12.77</c>, <c>root@5.9.12.77</c>, <c>[5.9.12.77]</c>, <c>5.9.12.77:80</c>, <c>5.9.12.0/24</c>, and the first of a line in a server's log.</summary>
    private static bool IsMarked(in Place place, int end)
        => place[place.At - 1] is '@' or '[' || place.StartsAt(place.At - 2, "//") || (place[end] is ':' or '/' && char.IsAsciiDigit(place[end + 1])) || place.StartsAt(end, " - ");

    private static bool TryNumber(ReadOnlySpan<char> text, ref int at, out int number)
    {
        number = 0;
        if (at >= text.Length || !char.IsAsciiDigit(text[at])) return false;
        var end = DigitRun.End(text, at);
        // 1.02.3.4 is no address.
        if (end - at > 3 || (text[at] == '0' && end - at > 1)) return false;
        for (; at < end; at++) number = number * 10 + text[at] - '0';
        return number <= 255;
    }

    /// <summary>No fifth number, no <c>-beta</c>, no build.</summary>
    private static bool EndsAddress(in Place place, int end)
    {
        var (next, second) = (place[end], place[end + 1]);
        return !Place.IsWord(next) && next != '+' && !(next == '.' && char.IsLetterOrDigit(second)) && !(next == '-' && char.IsAsciiLetter(second));
    }

    /// <summary>Loopback, no address, masks, and x.0.0.0, which is a net or the version of an assembly.</summary>
    private static bool IsNobodys(ReadOnlySpan<int> numbers) => numbers[0] is 0 or 127 or 255 || (numbers[1] == 0 && numbers[2] == 0 && numbers[3] == 0);
}
