namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>Telephone numbers: with a country's code, in North America's spelling, in the groups of national numbers, or after a word that says so.</summary>
internal static class PhoneRule
{
    public static bool TryFind(Place place, out TextEdit edit)
    {
        edit = default;
        var hasPlus = place[place.At - 1] == '+' || (place[place.At - 1] == '(' && place[place.At - 2] == '+');
        var start = place.At;
        while (start > place.Taken && place.At - start < 2 && place[start - 1] is '+' or '(') start--;
        if (!Begins(place, start, hasPlus)) return false;
        var number = PhoneDigits.Read(place.Text, place.At);
        if (!number.IsWhole || !IsPhone(place, number, start, hasPlus)) return false;
        // The bracket before the plus of (+49) belongs to it; one around the whole does not.
        if (place[start] == '(' && place.Text[start..number.End].IndexOf(')') < 0) start = place.At - (hasPlus ? 1 : 0);
        edit = new TextEdit(start, number.End - start, Placeholders.Phone);
        return true;
    }

    private static bool IsPhone(Place place, PhoneDigits number, int start, bool hasPlus)
    {
        if (hasPlus) return place.Char != '0' && number.Total is >= 8 and <= 15 && (number.Groups > 1 ? !number.IsDecimal : number.Total >= 9);
        if (number.Total is >= 6 and <= 15 && (Surroundings.SaysPhone(place, start) || (Surroundings.NamesPhone(place.Name) && IsAlone(place, start, number)))) return true;
        return number.Groups > 1 && (IsNorthAmerican(place, number) || IsNational(place, number)) && !Surroundings.NumberOther(place, start);
    }

    private static bool IsAlone(Place place, int start, PhoneDigits number) => place.Text[..start].IsWhiteSpace() && place.Text[number.End..].IsWhiteSpace();

    /// <summary>555-123-4567, (555) 123-4567, 1.555.123.4567; with spaces alone it could be any table.</summary>
    private static bool IsNorthAmerican(Place place, PhoneDigits number)
    {
        var first = number.Groups == 4 && number.LengthOf(0) == 1 && place.Char == '1' ? 1 : 0;
        if (number.Groups - first != 3 || number.LengthOf(first) != 3 || number.LengthOf(first + 1) != 3 || number.LengthOf(first + 2) != 4) return false;
        return number.FirstDigitOf(first) >= '2' && number.FirstDigitOf(first + 1) >= '2' && !number.HasOnlySpaces;
    }

    /// <summary>0171 2345678, 030/1234567, 020 7946 0958, 01 23 45 67 89, 0049 30 123456.</summary>
    private static bool IsNational(Place place, PhoneDigits number)
    {
        if (place.Char != '0' || number.HasDots) return false;
        if (number.FirstDigitOf(0, 1) == '0') return number.Groups >= 3 && number.LengthOf(0) is >= 3 and <= 5 && number.Total is >= 10 and <= 15;
        var pairs = number.Groups == 5;
        for (var i = 0; i < number.Groups; i++)
        {
            pairs &= number.LengthOf(i) == 2;
            if (number.LengthOf(i) < 2) return false;
        }

        return pairs || (number.Groups <= 4 && number.LengthOf(0) is >= 3 and <= 5 && number.Total is >= 9 and <= 12);
    }

    private static bool Begins(Place place, int start, bool hasPlus)
    {
        var before = place[start - 1];
        if (Place.IsWord(before)) return false;
        if (hasPlus) return before is not ('+' or '.');
        return before is not ('.' or ',' or '-' or '#' or '$' or '€' or '£' or '+' or '§') && !(before is ':' or '/' && char.IsAsciiDigit(place[start - 2]));
    }
}
