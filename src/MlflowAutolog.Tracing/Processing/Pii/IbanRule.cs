namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>An international bank account number (ISO 13616): a country, as many characters as it has, and a right check sum modulo 97. In one run or in groups.</summary>
internal static class IbanRule
{
    // Country and length; source: SWIFT's registry of IBANs.
    private const string Countries =
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20"
        + "LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

    private const int Longest = 34;
    private const int Letters = 26;
    private const long Large = 1L << 52;

    private static readonly byte[] Lengths = LengthsByCountry();

    /// <param name="place">At the first check digit.</param>
    /// <param name="edit">The find.</param>
    public static bool TryFind(in Place place, out TextEdit edit)
    {
        edit = default;
        var start = place.At - 2;
        if (start < place.Taken || place.At + 1 >= place.Text.Length || !char.IsAsciiLetter(place[start]) || !char.IsAsciiLetter(place[start + 1])) return false;
        if (!char.IsAsciiDigit(place[place.At + 1]) || Place.IsWord(place[start - 1]) || LengthOf(place[start], place[start + 1]) is not (> 0 and var length)) return false;
        Span<char> characters = stackalloc char[Longest];
        var (count, at) = (0, start);
        while (count < length && at < place.Text.Length)
        {
            var c = place.Text[at];
            if (char.IsAsciiLetterOrDigit(c)) characters[count++] = char.ToUpperInvariant(c);
            else if (!DigitRun.IsSeparator(c) || !char.IsAsciiLetterOrDigit(place[at + 1])) break;
            at++;
        }

        if (count != length || Place.IsWord(place[at]) || !IsRight(characters[..length])) return false;
        edit = new TextEdit(start, at - start, Placeholders.Iban);
        return true;
    }

    /// <summary>Of two letters, whatever their case; 0 for no country.</summary>
    private static int LengthOf(char first, char second) => Lengths[((first | ' ') - 'a') * Letters + (second | ' ') - 'a'];

    private static byte[] LengthsByCountry()
    {
        var lengths = new byte[Letters * Letters];
        for (var i = 0; i < Countries.Length; i += 4) lengths[(Countries[i] - 'A') * Letters + Countries[i + 1] - 'A'] = byte.Parse(Countries.AsSpan(i + 2, 2), System.Globalization.CultureInfo.InvariantCulture);
        return lengths;
    }

    private static bool IsRight(ReadOnlySpan<char> iban) => Rest(iban[..4], Rest(iban[4..], 0)) == 1;

    private static long Rest(ReadOnlySpan<char> part, long before)
    {
        var rest = before;
        foreach (var c in part)
        {
            rest = c <= '9' ? rest * 10 + c - '0' : rest * 100 + c - 'A' + 10;
            // A division for every digit is most of the work.
            if (rest > Large) rest %= 97;
        }

        return rest % 97;
    }
}
