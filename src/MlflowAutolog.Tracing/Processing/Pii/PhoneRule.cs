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
        var said = hasPlus ? WordMeaning.None : Surroundings.WordBefore(place, start);
        var isAnnounced = (said | place.Named).HasFlag(WordMeaning.Phone);
        // Most numbers are out here, unread.
        if (!hasPlus && !isAnnounced && (!NationalForms.MayBeginAt(place) || Surroundings.NumberOther(place, start, said))) return false;
        var number = PhoneDigits.Read(place.Text, place.At);
        if (!number.IsWhole) return false;
        var isOther = !hasPlus && !said.HasFlag(WordMeaning.Phone) && Surroundings.NumberOther(place, start, said);
        if (!(HasForm(place, number, hasPlus) && !isOther) && !(isAnnounced && IsSaid(place, number, start, said))) return false;
        // The bracket before the plus of (+49) belongs to it; one around the whole does not.
        if (place[start] == '(' && place.Text[start..number.End].IndexOf(')') < 0) start = hasPlus ? start + 1 : place.At;
        edit = new TextEdit(start, number.End - start, Placeholders.Phone);
        return true;
    }

    /// <summary>Back over <c>+</c>, <c>(</c>, <c>(+</c>, <c>+(</c>, and <c>+ </c>.</summary>
    private static (int Start, bool HasPlus) Start(in Place place)
    {
        var start = place.At;
        if (place[start - 1] is not ('+' or '(' or ' ')) return (start, false);
        if (place[start - 1] == ' ' && place[start - 2] == '+') return (place[start - 3] == '(' ? start - 3 : start - 2, true);
        while (start > place.Taken && place.At - start < LongestExtensionOfCode && place[start - 1] is '+' or '(') start--;
        return (start, place.Text[start..place.At].Contains('+'));
    }

    private static bool HasForm(in Place place, in PhoneDigits number, bool hasPlus)
    {
        if (hasPlus) return place.Char != '0' && number.Total is >= 8 and <= 15 && (number.Groups > 1 ? !number.IsDecimal : number.Total >= 9);
        return number.Total is >= 6 and <= 15 && NationalForms.Has(number);
    }

    private static bool IsSaid(in Place place, in PhoneDigits number, int start, WordMeaning said)
    {
        if (number.Total is < 6 or > 15) return false;
        return said.HasFlag(WordMeaning.Phone) ? !IsCounted(place, number) : place.Named.HasFlag(WordMeaning.Phone) && IsAlone(place, start, number);
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
