namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Four numbers up to 255 with dots between them, unless what is around them says that they are a version.</summary>
internal static class Ipv4Rule
{
    public static bool TryFind(Place place, out TextEdit edit)
    {
        edit = default;
        var before = place[place.At - 1];
        if (Place.IsWord(before) || (before is '.' or ',' && char.IsAsciiDigit(place[place.At - 2]))) return false;
        Span<int> numbers = stackalloc int[4];
        var at = place.At;
        for (var i = 0; i < 4; i++)
        {
            if (i > 0 && place[at++] != '.') return false;
            if (!TryNumber(place.Text, ref at, out numbers[i])) return false;
        }

        if (!EndsAddress(place, at) || IsNobodys(numbers) || Surroundings.SaysVersion(place)) return false;
        edit = new TextEdit(place.At, at - place.At, Placeholders.Ip);
        return true;
    }

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
    private static bool EndsAddress(Place place, int end)
    {
        var (next, second) = (place[end], place[end + 1]);
        return !Place.IsWord(next) && next != '+' && !(next == '.' && char.IsLetterOrDigit(second)) && !(next == '-' && char.IsAsciiLetter(second));
    }

    /// <summary>Loopback, no address, masks, and x.0.0.0, which is a net or the version of an assembly.</summary>
    private static bool IsNobodys(ReadOnlySpan<int> numbers) => numbers[0] is 0 or 127 or 255 || (numbers[1] == 0 && numbers[2] == 0 && numbers[3] == 0);
}
