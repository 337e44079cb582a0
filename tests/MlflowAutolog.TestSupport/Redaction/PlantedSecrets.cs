namespace MlflowAutolog.TestSupport.Redaction;

/// <summary>Two hundred secrets and personal data of all kinds, made up.</summary>
public static class PlantedSecrets
{
    public static IReadOnlyList<PlantedSecret> All { get; } = [.. Emails, .. Phones, .. Cards, .. Ibans, .. PlantedKeys.All, .. Addresses];

    private static IEnumerable<PlantedSecret> Emails => Of("[email]", [
        "anna@example.com", "anna.schmidt@example.co.uk", "o'neil@example.ie", "bob+invoices@mail.example.org", "info@müller-söhne.de", "x@y.io", "first_last@sub.domain.example.travel", "UPPER.CASE@EXAMPLE.COM",
        "a.b.c.d@e-f.example", "user-42@host-7.example.net", "dev%ops@example.dev", "q@xn--bcher-kva.example", "jürgen@example.de", "sales@example.museum", "n0reply@example.app", "j.doe@cs.uni.example.edu",
        "maria.garcía@ejemplo.es", "t@k.com", "support@my-shop.example.com", "o.p@example.info", "vera_77@example.biz", "zoe@example.paris", "long.local.part.with.many.dots@example.com", "me@home.local",
        "ceo@example.ai", "ana@exemplo.com.br", "li.wei@example.cn", "hans-peter@example.ch", "k8s@example.cloud", "a1@b2.example", "anna%40encoded.example", "nina\\u0040escaped.example", "paul@firma.example", "eva.maria@schule.example", "tom@tomsen.example",
    ],
        ["mail {0} today", "<{0}>", "contact: {0}.", "({0})", "to='{0}'", "mailto:{0}?subject=hi", "{0}", "\"{0}\",", "Cc:{0};", "user {0} logged in"]);

    private static IEnumerable<PlantedSecret> Phones => Of("[phone]", [
        "+49 30 1234567", "+4915112345678", "+1 (415) 555-2671", "+1-202-555-0147", "+44 20 7946 0958", "+33 1 23 45 67 89", "+39 06 6982 1234", "+81 3-1234-5678", "+61 2 9374 4000", "+86 138 0013 8000",
        "(415) 555-2672", "212-555-0198", "1-800-555-0199", "303.555.0123", "0171 2345678", "030/1234567", "(030) 1234568", "020 7946 0959", "01 23 45 67 88", "0049 30 1234569", "+49 (0)30 123456", "+43 1 5858500", "+7 495 1234567", "+34 912 345 678", "(030) 9876543", "+358 9 1234567", "+91 98765 43210",
        "+49.30.1234561", "+33 (0)1 23 45 67 81", "+44 (0)20 7946 0951", "(+49) 30 1234562", "+1 415.555.2675", "+ 49 30 1234563", "00 49 30 1234564", "011 49 30 1234565", "415 555 2676", "(415)555-2677", "0171-2345671", "0171/234 56 72",
        "089 / 12 34 56 78", "(0711) 123 45 67", "01.23.45.67.82", "06 12 34 56 78", "0612345679", "07911123457", "(0161) 496 0001", "07700 900123", "015112345673",
    ],
        ["call me at {0} please", "{0}", "Tel.: {0}", "(mobile {0})", "reach {0}, any time", "phone={0};"])
        .Concat(Of("[phone]", ["5550123", "01712345678", "4155552673", "415 555 2674", "07911 123456", "0800 123456", "555-0142", "030 12345"], ["phone: {0}", "call {0} now", "Telefon {0}", "mobile number {0}"]));

    private static IEnumerable<PlantedSecret> Cards => Of("[card]", [.. CardNumbers()], ["my card is {0} ok", "{0}", "pay with {0}, cvv 123", "card:{0}", "(no. {0})", "Karte {0}."]);

    private static IEnumerable<PlantedSecret> Ibans => Of("[iban]", [
        "DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "GB29 NWBK 6016 1331 9268 19", "GB82WEST12345698765432", "FR14 2004 1010 0505 0001 3M02 606", "ES91 2100 0418 4502 0005 1332", "IT60X0542811101000000123456",
        "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "CH93 0076 2011 6238 5295 7", "AT61 1904 3002 3457 3201", "BE68 5390 0754 7034", "PL61 1090 1014 0000 0712 1981 2874", "SE45 5000 0000 0583 9825 7466", "NO93 8601 1117 947",
        "DK50 0040 0440 1162 43", "FI21 1234 5600 0007 85", "PT50 0002 0123 1234 5678 9015 4", "IE29 AIBK 9311 5212 3456 78", "LU28 0019 4006 4475 0000", "CZ65 0800 0000 1920 0014 5399", "HU42 1177 3016 1111 1018 0000 0000",
        "GR16 0110 1250 0000 0001 2300 695", "SK31 1200 0000 1987 4263 7541", "de89 3704 0044 0532 0130 00",
    ],
        ["transfer to {0} today", "{0}", "IBAN: {0}", "IBAN={0};", "({0})"]);

    private static IEnumerable<PlantedSecret> Addresses => Of("[ip]", [
        "203.0.113.7", "198.51.100.23", "192.0.2.146", "10.11.12.13", "172.16.254.1", "192.168.178.42", "8.8.4.4", "93.184.216.34", "2001:db8::8a2e:370:7334", "2001:0db8:85a3:0000:0000:8a2e:0370:7335", "fe80::1ff:fe23:4567:890a",
        "fd12:3456:789a:1::1", "2a00:1450:4001:81b::200e", "100.64.3.9", "185.199.108.153", "2606:4700:4700::1111", "2001:4860:4860::8888", "203.0.113.99", "198.51.100.250", "192.0.2.200",
    ],
        ["from {0} it came", "{0}", "client={0}", "[{0}]", "http login by {0},", "host {0} is down"])
        .Concat(Of("[ip]", ["5.9.12.77", "8.8.8.9", "31.13.24.9"], ["request from {0} failed", "ssh root@{0}", "server is {0}"]));

    /// <summary>Of all brands, in the ways they are written, each with its right check digit.</summary>
    private static IEnumerable<string> CardNumbers()
    {
        string[] all =
        [
            "4111111111111111", "4012888888881881", "4222222222222", "5555555555554444", "5105105105105100", "2223003122003222", "378282246310005", "371449635398431", "30569309025904", "38520000023237", "6011111111111117",
            "6011000990139424", "3530111333300000", "3566002020360505", "6200000000000005", "6759649826438453", "5019717010103742", "2720990000000007", "4000056655665556", "6304000000000000",
        ];
        foreach (var digits in all)
        {
            yield return digits;
            yield return digits.Length == 16 ? Grouped(digits, 4, '-', ' ') : digits.Length == 15 ? $"{digits[..4]} {digits[4..10]} {digits[10..]}" : digits.Length == 14 ? $"{digits[..4]}-{digits[4..10]}-{digits[10..]}" : $"{digits[..4]} {digits[4..7]} {digits[7..10]} {digits[10..]}";
        }
    }

    private static string Grouped(string digits, int size, params ReadOnlySpan<char> separators)
        => string.Join(separators[(digits[^1] + digits[^2]) % separators.Length], digits.Chunk(size).Select(group => new string(group)));

    private static PlantedSecret[] Of(string kind, string[] secrets, string[] sentences)
        => [.. secrets.Select((secret, i) => new PlantedSecret(kind, secret, string.Format(System.Globalization.CultureInfo.InvariantCulture, sentences[i % sentences.Length], secret)))];
}
