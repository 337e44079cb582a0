namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>What the words before a number say it is.</summary>
internal static class Surroundings
{
    private const int MostWords = 4;
    private const int MostCharacters = 48;

    private static readonly WordSet Versions = new(
        "v ver version versions release released releases build builds firmware driver sdk runtime revision rev patch hotfix upgrade upgraded upgrading update updated section sections chapter clause figure table appendix nuget package oid assembly kernel image tag");

    private static readonly WordSet Phones = new(
        "tel telephone phone phones mobile mob cell cellphone fax telefon telefonnummer handy handynummer mobil call called calling ring dial whatsapp sms msisdn rufnummer telefono teléfono téléphone");

    private static readonly WordSet Others = new(
        "order orders orderid bestellung bestellnummer auftrag auftragsnummer rechnung rechnungsnummer invoice invoices ticket tickets case ref reference id ids sku part article artikel artikelnummer item product serial sn isbn issn ean gtin upc asin imei tracking shipment parcel batch lot version build commit hash timestamp policy contract account code ssn");

    private static readonly WordSet Connectors = new("number numbers no nr num is was to from of the your my our a an at on under me us him her them please or and current latest new");

    /// <summary>Whether four numbers with dots are a version here.</summary>
    public static bool SaysVersion(Place place)
    {
        if (Contains(place.Name, "version", "build", "release", "revision")) return true;
        var (before, second) = (place[place.At - 1], place[place.At - 2]);
        // Chrome/1.2.3.4, name-1.2.3.4, ^1.2.3.4, >=1.2.3.4
        if (before == '/') return char.IsLetterOrDigit(second) && !IsPath(place);
        if (before == '-') return char.IsAsciiLetter(second);
        if (before is '^' or '~' or '§' || (before == ' ' && second == '§') || (before == '>' && second == '~') || (before == '=' && second is '>' or '<' or '=' or '~' or '!')) return true;
        return Said(place, place.At, Versions, "version");
    }

    public static bool SaysPhone(Place place, int start) => Said(place, start, Phones);

    /// <summary>Whether the digits are announced as the number of something else.</summary>
    public static bool NumberOther(Place place, int start) => place[start - 1] == '#' || NumbersOther(place.Name) || Said(place, start, Others);

    /// <summary>Whether a member of that name holds a telephone number.</summary>
    public static bool NamesPhone(ReadOnlySpan<char> name)
        => Contains(name, "phone", "mobile", "telefon", "msisdn", "whatsapp") || name.Equals("tel", StringComparison.OrdinalIgnoreCase) || name.Equals("fax", StringComparison.OrdinalIgnoreCase);

    public static bool NumbersOther(ReadOnlySpan<char> name)
        => Contains(name, "order", "invoice", "isbn", "gtin", "imei", "timestamp", "created", "sku", "serial", "tracking") || name.Equals("ean", StringComparison.OrdinalIgnoreCase);

    /// <summary>The nearest word before that means anything decides.</summary>
    private static bool Said(Place place, int start, WordSet words, string? ending = null)
    {
        var (at, least) = (start, Math.Max(0, start - MostCharacters));
        for (var i = 0; i < MostWords; i++)
        {
            while (at > least && !char.IsLetterOrDigit(place.Text[at - 1]))
            {
                // A sentence or a line before is about something else.
                if (place.Text[at - 1] is '\n' or ';' or '!' or '?' or ']' || (place.Text[at - 1] == '.' && at < start && place.Text[at] == ' ' && i > 0)) return false;
                at--;
            }

            var end = at;
            while (at > least && (char.IsLetterOrDigit(place.Text[at - 1]) || (place.Text[at - 1] == '.' && at - 1 > least && char.IsAsciiDigit(place.Text[at - 2])))) at--;
            if (at == end) return false;
            var word = place.Text[at..end];
            if (words.Contains(word) || (ending is not null && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))) return true;
            if (!(Connectors.Contains(word) || char.IsAsciiDigit(word[0]))) return false;
        }

        return false;
    }

    /// <summary>/tmp/1.2.3.4, not Chrome/1.2.3.4.</summary>
    private static bool IsPath(Place place)
    {
        var at = place.At - 1;
        while (at > place.Taken && place.At - at < MostCharacters && char.IsLetterOrDigit(place[at - 1])) at--;
        return place[at - 1] is '/' or '\\';
    }

    private static bool Contains(ReadOnlySpan<char> name, params ReadOnlySpan<string> parts)
    {
        if (name.IsEmpty) return false;
        foreach (var part in parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
