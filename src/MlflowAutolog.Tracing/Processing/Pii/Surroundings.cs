namespace MlflowAutolog.Tracing.Processing.Pii;

/// <summary>What the words around a number say it is.</summary>
internal static class Surroundings
{
    private const int MostWords = 4;
    private const int MostCharacters = 48;
    private const int LongestWord = 24;

    private static readonly WordTable Before = new(
        (WordMeaning.Version, "v ver version versions release released releases build builds firmware driver sdk runtime revision rev patch hotfix upgrade upgraded upgrading update updated section sections chapter clause figure table appendix nuget package oid assembly kernel image tag"),
        (WordMeaning.Phone, "tel telephone phone phones mobile mob cell cellphone fax telefon telefonnummer handy handynummer mobil call called calling ring dial whatsapp sms msisdn rufnummer telefono teléfono téléphone portable tél"),
        (WordMeaning.Other, "order orders orderid bestellung bestellnummer auftrag auftragsnummer rechnung rechnungsnummer invoice invoices ticket tickets case ref reference id ids sku part article artikel artikelnummer item product serial sn isbn issn ean gtin upc asin imei tracking shipment parcel batch lot version build commit hash timestamp policy contract account code ssn"),
        (WordMeaning.Address, "ip ips ipv4 ipaddress address addresses addr host hosts hostname server servers client clients peer remote node gateway router dns nameserver proxy origin source destination src dst subnet network interface listen listening bind connect connected connecting connection endpoint ping pinged traceroute visitor attacker blocked banned firewall upstream backend login"),
        (WordMeaning.Connector, "number numbers no nr num is was to of the your my our a an on under me us him her them please or and current latest new"),
        (WordMeaning.Connector | WordMeaning.Place, "from at via by"));

    private static readonly WordTable After = new(
        (WordMeaning.Version, "release released releases version build beta alpha rc stable fixes fixed adds added introduces introduced ships shipped update upgrade patch changelog breaks supports"),
        (WordMeaning.Address, "logged connected requested unreachable responded answered timed down offline login get post"),
        (WordMeaning.Counted, "times x people percent tokens items users rows records bytes requests customers calls apis ms seconds minutes hours days mal fois euro euros dollars"),
        (WordMeaning.Connector, "is was has been just now got finally were are"));

    /// <summary>What a member of that name holds.</summary>
    public static WordMeaning OfName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return WordMeaning.None;
        return (Contains(name, "version", "build", "release", "revision") ? WordMeaning.Version : WordMeaning.None)
               | (Contains(name, "host", "addr", "server", "client", "remote", "peer", "ipv4") || name.EndsWith("ip", StringComparison.OrdinalIgnoreCase) ? WordMeaning.Address : WordMeaning.None)
               | (NamesPhone(name) ? WordMeaning.Phone : WordMeaning.None)
               | (NumbersOther(name) ? WordMeaning.Other : WordMeaning.None);
    }

    /// <summary>Chrome/1.2.3.4, name-1.2.3.4, ^1.2.3.4, >=1.2.3.4.</summary>
    public static bool MarksVersion(in Place place)
    {
        var (before, second) = (place[place.At - 1], place[place.At - 2]);
        if (before == '/') return char.IsLetterOrDigit(second) && !IsPath(place);
        if (before == '-') return char.IsAsciiLetter(second);
        return before is '^' or '~' or '§' || (before == ' ' && second == '§') || (before == '>' && second == '~') || (before == '=' && second is '>' or '<' or '=' or '~' or '!');
    }

    /// <summary>Whether a member of that name holds a telephone number.</summary>
    public static bool NamesPhone(ReadOnlySpan<char> name)
        => Contains(name, "phone", "mobile", "telefon", "msisdn", "whatsapp") || name.Equals("tel", StringComparison.OrdinalIgnoreCase) || name.Equals("fax", StringComparison.OrdinalIgnoreCase);

    public static bool NumbersOther(ReadOnlySpan<char> name)
        => Contains(name, "order", "invoice", "isbn", "gtin", "imei", "timestamp", "created", "sku", "serial", "tracking") || name.Equals("ean", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the digits are announced as the number of something else.</summary>
    public static bool NumberOther(in Place place, int start, WordMeaning said) => place[start - 1] == '#' || (place.Named | said).HasFlag(WordMeaning.Other);

    /// <summary>The nearest word before that means anything decides; where none does, what the connectors passed say.</summary>
    public static WordMeaning WordBefore(in Place place, int start)
    {
        var text = place.Text;
        var (at, least, passed) = (start, Math.Max(0, start - MostCharacters), WordMeaning.None);
        for (var i = 0; i < MostWords; i++)
        {
            while (at > least && !char.IsLetterOrDigit(text[at - 1]))
            {
                // A sentence or a line before is about something else.
                if (text[at - 1] is '\n' or ';' or '!' or '?' or ']' || (text[at - 1] == '.' && at < start && text[at] == ' ' && i > 0)) return passed;
                at--;
            }

            var end = at;
            while (at > least && (char.IsLetterOrDigit(text[at - 1]) || (text[at - 1] == '.' && at - 1 > least && char.IsAsciiDigit(text[at - 2])))) at--;
            if (at == end) return passed;
            var word = text[at..end];
            if (char.IsAsciiDigit(word[0])) continue;
            var meaning = Before.Of(word);
            if (!meaning.HasFlag(WordMeaning.Connector)) return meaning == WordMeaning.None && word.EndsWith("version", StringComparison.OrdinalIgnoreCase) ? WordMeaning.Version : meaning | passed;
            passed |= meaning & WordMeaning.Place;
        }

        return passed;
    }

    /// <summary>The word behind a number, beyond connectors.</summary>
    public static WordMeaning WordAfter(ReadOnlySpan<char> text, int at)
    {
        for (var i = 0; i < MostWords; i++)
        {
            var start = at;
            while (start < text.Length && start - at < 2 && text[start] == ' ') start++;
            var end = start;
            while (end < text.Length && end - start < LongestWord && char.IsAsciiLetter(text[end])) end++;
            if (start == at || end == start) return WordMeaning.None;
            var meaning = After.Of(text[start..end]);
            if (meaning != WordMeaning.Connector) return meaning;
            at = end;
        }

        return WordMeaning.None;
    }

    /// <summary>/tmp/1.2.3.4, not Chrome/1.2.3.4.</summary>
    private static bool IsPath(in Place place)
    {
        var at = place.At - 1;
        while (at > place.Taken && place.At - at < MostCharacters && char.IsLetterOrDigit(place[at - 1])) at--;
        return place[at - 1] is '/' or '\\';
    }

    private static bool Contains(ReadOnlySpan<char> name, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
