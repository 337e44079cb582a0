namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Telephone numbers: with a country's code, in the forms of national numbers, or after a word that says so.</summary>
internal static class PhoneRule
{
    private const int LongestExtensionOfCode = 2;

    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        var (start, hasPlus) = Start(place);
        if (!Begins(place, start, hasPlus)) return false;
        var number = PhoneDigits.Read(place.Text, place.At);
        if (!number.IsWhole || !IsPhone(place, number, start, hasPlus)) return false;
        // The bracket before the plus of (+49) belongs to it; one around the whole does not.
        if (place[start] == '(' && place.Text[start..number.End].IndexOf(')') < 0) start = hasPlus ? start + 1 : place.At;
        edit = new TextEdit(start, number.End - start, Placeholders.Phone);
        return true;
    }

    /// <summary>Back over <c>+</c>, <c>(</c>, <c>(+</c>, <c>+(</c>, and <c>+ </c>.</summary>
    private static (int Start, bool HasPlus) Start(in Place place)
    {
        var start = place.At;
        if (place[start - 1] == ' ' && place[start - 2] == '+') return (place[start - 3] == '(' ? start - 3 : start - 2, true);
        while (start > place.Taken && place.At - start < LongestExtensionOfCode && place[start - 1] is '+' or '(') start--;
        return (start, place.Text[start..place.At].Contains('+'));
    }

    private static bool IsPhone(in Place place, in PhoneDigits number, int start, bool hasPlus)
    {
        if (hasPlus) return place.Char != '0' && number.Total is >= 8 and <= 15 && (number.Groups > 1 ? !number.IsDecimal : number.Total >= 9);
        if (number.Total is < 6 or > 15) return false;
        if (Surroundings.NamesPhone(place.Name) && IsAlone(place, start, number)) return true;
        var isForm = NationalForms.Has(number);
        var said = Surroundings.WordBefore(place, start);
        if (said.HasFlag(WordMeaning.Phone)) return isForm || !IsCounted(place, number);
        return isForm && !Surroundings.NumberOther(place, start, said);
    }

    private static bool IsAlone(in Place place, int start, in PhoneDigits number) => place.Text[..start].IsWhiteSpace() && place.Text[number.End..].IsWhiteSpace();

    /// <summary>They call it 123456 times.</summary>
    private static bool IsCounted(in Place place, in PhoneDigits number)
        => number.Groups == 1 && place.Char != '0' && Surroundings.WordAfter(place.Text, number.End).HasFlag(WordMeaning.Counted);

    private static bool Begins(in Place place, int start, bool hasPlus)
    {
        var before = place[start - 1];
        if (Place.IsWord(before)) return false;
        if (hasPlus) return before is not ('+' or '.');
        return before is not ('.' or ',' or '-' or '#' or '$' or '€' or '£' or '+' or '§') && !(before is ':' or '/' && char.IsAsciiDigit(place[start - 2]));
    }
}
