namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>How numbers are written without a country's code: in North America, with a leading zero in most of Europe (Germany, the United Kingdom, France), and with the prefix for calls abroad.</summary>
internal static class NationalForms
{
    private const int LongestAbroad = 16;

    /// <summary>A first look: a zero, or the three digits of an area, with a one before them or not.</summary>
    public static bool MayBeginAt(in Place place)
        => place.Char == '0' || (!char.IsAsciiDigit(place[place.At + 1]) ? place.Char == '1' : char.IsAsciiDigit(place[place.At + 2]) && !char.IsAsciiDigit(place[place.At + 3]));

    public static bool Has(in PhoneDigits number)
    {
        if (number.Groups == 1) return IsMobile(number);
        return IsNorthAmerican(number) || (number.FirstDigitOf(0) == '0' && (IsFromAbroad(number) || IsPairs(number) || IsWithAreaCode(number)));
    }

    /// <summary>In one run only mobile numbers: 07911123456, 0612345678, 015112345678. Other numbers are seldom filled up with one zero.</summary>
    private static bool IsMobile(in PhoneDigits number)
    {
        if (number.FirstDigitOf(0) != '0') return false;
        var (second, third) = (number.FirstDigitOf(0, 1), number.FirstDigitOf(0, 2));
        return (number.Total == 11 && second == '7' && third >= '1') || (number.Total == 10 && second is '6' or '7' && third >= '1') || (number.Total is 11 or 12 && second == '1' && third is '5' or '6' or '7');
    }

    /// <summary>555-123-4567, (555) 123-4567, 1.555.123.4567, 555 123 4567: with spaces alone it could be a table of round numbers.</summary>
    private static bool IsNorthAmerican(in PhoneDigits number)
    {
        var first = number.Groups == 4 && number.LengthOf(0) == 1 && number.FirstDigitOf(0) == '1' ? 1 : 0;
        if (number.Groups - first != 3 || number.LengthOf(first) != 3 || number.LengthOf(first + 1) != 3 || number.LengthOf(first + 2) != 4) return false;
        if (number.FirstDigitOf(first) < '2' || number.FirstDigitOf(first + 1) < '2') return false;
        return !number.HasOnlySpaces || !(IsRound(number, first) || IsRound(number, first + 1));
    }

    private static bool IsRound(in PhoneDigits number, int group) => number.FirstDigitOf(group, 1) == '0' && number.FirstDigitOf(group, 2) == '0';

    /// <summary>0049 30 123456, 00 49 30 1234567, 011 49 30 1234567.</summary>
    private static bool IsFromAbroad(in PhoneDigits number)
    {
        if (number.Groups < 3 || number.Total is < 10 or > LongestAbroad) return false;
        var (length, second) = (number.LengthOf(0), number.LengthOf(0) > 1 ? number.FirstDigitOf(0, 1) : ' ');
        if (second == '0') return length is >= 3 and <= 5 || (length == 2 && number.FirstDigitOf(1) != '0' && number.Total > 10 && !IsInPairs(number));
        return length == 3 && second == '1' && number.FirstDigitOf(0, 2) == '1' && number.Total > 12;
    }

    /// <summary>01 23 45 67 89, 01.23.45.67.89.</summary>
    private static bool IsPairs(in PhoneDigits number) => number.Groups == 5 && number.FirstDigitOf(0, 1) != '0' && IsInPairs(number);

    /// <summary>0171 2345678, 030/1234567, 020 7946 0958, 089 / 12 34 56 78, 0171.234.5678.</summary>
    private static bool IsWithAreaCode(in PhoneDigits number)
    {
        if (number.LengthOf(0) is < 3 or > 5 || number.FirstDigitOf(0, 1) == '0' || number.Groups > 5 || number.Total is < 9 or > 12) return false;
        for (var i = 1; i < number.Groups; i++)
        {
            if (number.LengthOf(i) < 2) return false;
        }

        // 030.123456 is a decimal, 010.020.030.040 an address filled up with zeros.
        return !number.HasDots || (number.Groups == 3 && number.Total >= 10);
    }

    private static bool IsInPairs(in PhoneDigits number)
    {
        for (var i = 0; i < number.Groups; i++)
        {
            if (number.LengthOf(i) != 2) return false;
        }

        return true;
    }
}
