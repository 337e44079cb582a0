using System.Text;

namespace MlflowAutolog.TestSupport.Redaction;

/// <summary>Keys, tokens and passwords. Random text is put together here, so that no scanner takes this file for a leak.</summary>
internal static class PlantedKeys
{
    private static readonly string[] Sentences = ["use {0} for it", "{0}", "OPENAI_KEY={0}", "header \"{0}\" was sent", "key:{0};", "Bearer {0}"];

    public static IReadOnlyList<PlantedSecret> All { get; } = [.. Marked().Select((secret, i) => Of(secret, Sentences[i % Sentences.Length])), .. Named(), Basic(), Pem("RSA PRIVATE KEY"), Pem("PRIVATE KEY")];

    private static IEnumerable<string> Marked()
    {
        yield return "sk-" + Random(1, 48);
        yield return "sk-proj-" + Random(2, 40) + "_" + Random(3, 30);
        yield return "sk-ant-api03-" + Random(4, 60) + "-" + Random(5, 20) + "AA";
        yield return "sk_live_" + Random(6, 24);
        yield return "ghp_" + Random(7, 36);
        yield return "gho_" + Random(8, 36);
        yield return "github_pat_" + Random(9, 22) + "_" + Random(10, 59);
        yield return "glpat-" + Random(11, 20);
        yield return "xoxb-" + "123456789012-1234567890123-" + Random(12, 24);
        yield return "hf_" + Random(13, 34);
        yield return "npm_" + Random(14, 36);
        yield return "gsk_" + Random(15, 52);
        yield return "AKIA" + Random(16, 16).ToUpperInvariant();
        yield return "ASIA" + Random(17, 16).ToUpperInvariant();
        yield return "AIza" + Random(18, 35);
        yield return "ya29." + Random(19, 60);
        yield return "dapi" + "0123456789abcdef0123456789abcdef";
        yield return "SG." + Random(20, 22) + "." + Random(21, 43);
        yield return Jwt(22);
        yield return Jwt(23);
        yield return "whsec_" + Random(24, 32);
        yield return "r8_" + Random(25, 37);
        yield return "shpat_" + Random(26, 32);
        yield return "pypi-" + Random(27, 64);
    }

    private static IEnumerable<PlantedSecret> Named() =>
    [
        Of("hunter2!", "password={0}"), Of("Tr0ub4dor&3"[..9], "Password: {0}"), Of("correct-horse-battery", "pwd={0};"), Of("s3cr3t-value", "client_secret={0}&grant_type=x"), Of("Zx9Qw8Er7Ty6", "api_key: {0}"),
        Of("kT5vR2mN8pL1", "\"apiKey\":\"{0}\""), Of("mY-p4ss-w0rd", "postgres://admin:{0}@db.example.internal:5432/app"), Of("pa55-in-url", "https://bob:{0}@example.org/path"), Of("Sup3rS3cret", "Server=db;User Id=sa;Password={0};Encrypt=true"),
        Of("abcDEF123+/xyz==", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey={0};EndpointSuffix=core"), Of("bWFnaWMtdG9rZW4tMTIz", "Authorization: Bearer {0}"), Of("tok3n-0paque-value-99", "x-api-key: {0}"),
        Of("9f8e7d6c5b4a39281706", "token={0}"), Of("letmein-please", "passwd='{0}'"), Of("qwertz99", "{{\"password\": \"{0}\"}}"), Of("A1b2C3d4E5f6G7h8", "Bearer {0}"),
        Of("SharedKeyValue0123456789=", "Endpoint=sb://x.example/;SharedAccessKeyName=Root;SharedAccessKey={0}"), Of("wJalrXUtnFEMIK7MDENGbPxRfiCY", "aws_secret_access_key = {0}"),
        Of("x9-in-xml", "<config><password>{0}</password></config>"), Of("x8-in-data", "<db:Password type=\"clear\"><![CDATA[{0}]]></db:Password>"), Of("0pt10n-value", "tool --password {0} --verbose"), Of("quoted option 7", "tool --api-key \"{0}\" run"),
        Of("P0wer-Shell", "Connect -Password {0} -Force"), Of("pa55-short", "pass={0}"), Of("pa55-of-db", "DB_PASS={0}"), Of("hunter-seven7", "user=sa;pwd={0};"), Of("sid=4f5e6d7c; theme=dark", "Cookie: {0}"), Of("session=9a8b7c6d; Path=/; HttpOnly", "Set-Cookie: {0}\r\nDate: today"),
        Of("auth=1a2b3c4d", "curl -H 'Cookie: {0}' https://example.org"), Of("k3y1nUr1", "https://example.org/maps?key={0}&zoom=3"), Of("k4y2nUr2", "https://example.org/maps?zoom=3&key={0}"), Of("ap1keyinurl", "https://example.org/?api_key={0}&b=1"),
    ];

    private static PlantedSecret Basic()
    {
        var secret = Convert.ToBase64String(Encoding.ASCII.GetBytes("anna:hunter2hunter2"));
        return Of(secret, "Authorization: Basic {0}");
    }

    private static PlantedSecret Pem(string title)
    {
        var body = Random(title.Length, 60) + "\n" + Random(title.Length + 1, 60);
        return new PlantedSecret("[key]", body[..60], $"here:\n-----BEGIN {title}-----\n{body}\n-----END {title}-----\nthanks");
    }

    private static string Jwt(int seed) => Convert.ToBase64String(Encoding.ASCII.GetBytes("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")).TrimEnd('=') + "." + "eyJ" + Random(seed, 60) + "." + Random(seed + 100, 43);

    private static PlantedSecret Of(string secret, string sentence) => new("[key]", secret, string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, secret));

    /// <summary>Letters and digits that are the same in every run.</summary>
    private static string Random(int seed, int length)
    {
        const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
        var state = (uint)(seed * 2654435761);
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++)
        {
            state = state * 1664525 + 1013904223;
            text.Append(Letters[(int)(state >> 16) % Letters.Length]);
        }

        return text.ToString();
    }
}
