namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Card numbers: the digits of a brand, as many as it has, with a right check digit (Luhn), in one run or in groups.</summary>
internal static class CardRule
{
    private const int Longest = 19;
    private const int Shortest = 13;

    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        var text = place.Text;
        if (!BeginsNumber(place, place.At) || text[place.At] is < '2' or > '6') return false;
        Span<char> digits = stackalloc char[Longest];
        var (count, at, end) = (0, place.At, -1);
        while (true)
        {
            var group = DigitRun.End(text, at);
            if (count + group - at > Longest || (group - at < 3 && count < Shortest - 1)) break;
            text[at..group].CopyTo(digits[count..]);
            count += group - at;
            if (IsCard(digits[..count]) && EndsNumber(text, group)) end = group;
            if (group + 1 >= text.Length || !DigitRun.IsSeparator(text[group]) || !char.IsAsciiDigit(text[group + 1])) break;
            at = group + 1;
        }

        if (end < 0 || (end - place.At < 14 && Surroundings.NumberOther(place, place.At, Surroundings.WordBefore(place, place.At)))) return false;
        edit = new TextEdit(place.At, end - place.At, Placeholders.Card);
        return true;
    }

    public static bool IsCard(ReadOnlySpan<char> digits) => IsOfBrand(digits) && IsLuhn(digits);

    /// <summary>Not the inside of a word, a decimal, or a hash in groups.</summary>
    private static bool BeginsNumber(in Place place, int at)
    {
        var before = place[at - 1];
        if (char.IsLetterOrDigit(before) || before == '+') return false;
        if (before is '.' or ',') return !char.IsAsciiDigit(place[at - 2]);
        return before != '-' || !char.IsAsciiDigit(place[at - 2]);
    }

    private static bool EndsNumber(ReadOnlySpan<char> text, int end)
    {
        if (end == text.Length) return true;
        if (Place.IsWord(text[end])) return false;
        return text[end] is not ('.' or ',') || end + 1 == text.Length || !char.IsAsciiDigit(text[end + 1]) || text[end] == ',';
    }

    private static bool IsOfBrand(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < Shortest or > Longest) return false;
        var six = 0;
        foreach (var c in digits[..6]) six = six * 10 + c - '0';
        var (two, three, four) = (six / 10_000, six / 1_000, six / 100);
        return digits.Length switch
        {
            13 => two / 10 == 4 || IsMaestro(two, four),
            14 => three is >= 300 and <= 305 || two is 36 or 38 or 39 || IsMaestro(two, four),
            15 => two is 34 or 37 || IsMaestro(two, four),
            16 => two / 10 == 4 || two is >= 51 and <= 55 || four is >= 2221 and <= 2720 || four is >= 3528 and <= 3589 || two is 36 or 38 or 39 || IsDiscover(two, three, four) || IsMaestro(two, four),
            _ => (digits.Length == 19 && two / 10 == 4) || four is >= 3528 and <= 3589 || IsDiscover(two, three, four) || IsMaestro(two, four),
        };
    }

    /// <summary>Discover, and UnionPay (62).</summary>
    private static bool IsDiscover(int two, int three, int four) => four == 6011 || three is >= 644 and <= 649 || two is 62 or 65;

    private static bool IsMaestro(int two, int four) => two is 50 or >= 56 and <= 58 || four is 6304 or 6759 or 6761 or 6762 or 6763 or 6390;

    private static bool IsLuhn(ReadOnlySpan<char> digits)
    {
        var (sum, isDoubled) = (0, false);
        for (var i = digits.Length - 1; i >= 0; i--, isDoubled = !isDoubled)
        {
            var digit = digits[i] - '0';
            sum += !isDoubled ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }

        return sum % 10 == 0;
    }
}
