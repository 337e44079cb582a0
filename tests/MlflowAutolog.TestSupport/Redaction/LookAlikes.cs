namespace MlflowAutolog.TestSupport.Redaction;

/// <summary>Two hundred texts that look like secrets or personal data and are none: nothing of them may be changed.</summary>
public static class LookAlikes
{
    public static IReadOnlyList<string> All { get; } = [.. Numbers, .. Hashes, .. Versions, .. Times, .. Code, .. Words, .. Mistakable];

    private static string[] Numbers =>
    [
        "order 2024-0012345", "Order number 4111111111111112", "invoice 10012345678", "Bestellnummer 0123-456789", "ticket #4155552671", "SKU 0815-4711-123", "article 0123-456789-01", "ISBN 978-3-16-148410-0", "ISBN 0-306-40615-2",
        "EAN 4006381333931", "GTIN 4012345678901", "ISSN 2049-3630", "tracking 1Z999AA10123456784", "IMEI 490154203237518", "total 1,234,567.89 EUR", "price 12.345,67", "3.14159265358979", "0.4111111111111111", "2.718281828459045",
        "-48.85661400 2.35222190", "lat 52.5200066, lon 13.404954", "1234567890", "9876543210123", "1 2 3 4 5 6 7 8 9 10", "4 8 15 16 23 42", "10 000 000 000", "order id 5000000000000001", "1099511627776", "18446744073709551615",
        "9223372036854775807", "id 7211113456789012345", "page 1234 of 5678", "room 0301", "P.O. Box 12345", "ZIP 94107-1234", "section 1.2.3.4", "figure 2.1.3.2", "1.3.6.1.4.1.311.21.20", "case no. 12-3456-7890", "DE12345678901234567890",
        "GB00NWBK60161331926819", "XX89370400440532013000", "part 555-1234-99", "policy 030-1234567", "score 100-200-300", "12345678901234567890123", "serial 415-555-2671", "+12.5%", "+100", "1+23456789", "batch 0171 2345678", "ref 212-555-0198",
    ];

    private static string[] Hashes =>
    [
        "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "550e8400-e29b-41d4-a716-446655440000", "{6F9619FF-8B86-D011-B42D-00C04FC964FF}",
        "tr-4111111111111111abcdef0123456789", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "sha256:4111111111111111aaaabbbbccccddddeeeeffff00001111222233334444555566", "commit 13d2d54", "13d2d54f0a1b2c3d4e5f60718293a4b5c6d7e8f9", "chatcmpl-9x8y7z6w5v4u3t2s1r",
        "resp_67ccd2bed1ec8190b14f964abc054267", "call_abc123def456ghi789jkl012", "msg_01XFDUDYJgAACzvnptvVoYEL", "etag \"686897696a7c876b7e\"", "crc32 0x4155552671", "0xDEADBEEF41111111", "00:1A:2B:3C:4D:5E", "fp_44709d6fcb", "asst_abc123abc123abc123abc123",
        "run-20240101-123456-a1b2c3", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "4111-1111-1111-111", "a4111111111111111", "4111111111111111b", "id_4111111111111112", "thread_4155552671abc", "nonce 5f2b8c1d9e", "file-Kx3p9ZtQ2mVw7", "vs_68a1b2c3d4e5",
    ];

    private static string[] Versions =>
    [
        "version 1.2.3.4", "v1.2.3.4", "Version=13.0.0.1, Culture=neutral", "System.Text.Json, Version=8.0.0.5", "Chrome/120.0.6099.109", "Mozilla/5.0 AppleWebKit/537.36", "upgrade from 1.2.3.3 to 1.2.3.4", "release 10.4.2.1", "build 6.1.7.2", "1.2.3.4-beta",
        "1.2.3.4+build.5", "1.0.0.0", "package-1.2.3.4.nupkg", "^1.2.3.4", ">=1.2.3.4", "~>1.2.3.4", "firmware 2.4.6.8", "driver version is 5.6.7.8", "1.2.3", "2.0.0-rc.1", "net10.0", "python 3.12.4", "gpt-4o-mini-2024-07-18", "claude-3-5-sonnet-20241022",
        "AssemblyVersion(\"1.2.3.4\")", "fileVersion: 9.8.7.6", "127.0.0.1", "0.0.0.0", "255.255.255.0", "::1", "rev 1.2.3.4", "SDK 8.0.4.1", "Foo.1.2.3.4.5", "1.02.3.4", "256.1.2.3",
    ];

    private static string[] Times =>
    [
        "2024-07-18T12:34:56.789Z", "2024-07-18 12:34:56+02:00", "12:34:56", "1721306096", "1721306096789", "1721306096789012345", "18.07.2024", "07/18/2024", "20240718123456", "Thu, 18 Jul 2024 12:34:56 GMT", "PT1H30M", "01-02-2024 10:20", "08:30-17:45",
        "2024-W29-4", "week 01 02 03", "01.02.2024 03.04.2024", "2019/2020", "1990-1999", "00:00:01.2345678", "created 1700000000000",
    ];

    private static string[] Code =>
    [
        "std::vector<int>", "f32::add(a, b)", "a::b::c", "public static void Main()", "x = y == z", "password = Console.ReadLine()", "password=password", "api_key=os.getenv(\"KEY\")", "password = settings.Password", "if (token == null)", "token = tokenizer.next()",
        "secret: string", "\"password\": {\"type\": \"string\"}", "password: required", "Enter your password: it must be long", "max_tokens=1000", "sk-learn-pipeline-step", "sk-folding-cube1 wrapper", "class=\"sk-circle-fade-dot\"", "hf_hub_download(repo)", "npm_config_registry",
        "git@github.com:org/repo.git", "@app.route('/x')", "@types/node@20.1.0", "actions/checkout@v4.1.2", "icon@2x.png", "A @ b.transpose(0)", "user@localhost", "foo@bar", "image@sha256:abc", "http://localhost:8080/a:b@c", "https://example.org/@anna/posts", "a@b.c",
        "arr[4111] = 1111", "SELECT * FROM t WHERE id = 4155552671", "for (i = 0; i < 10; i++)", "eyJustice is blind", "basic understanding", "bearer of bad news", "AKIA is a prefix", "dapitest", "key=value", "pwd=/home/build", "secret=${SECRET}", "password=<hidden>",
        "password=***", "{\"finish_reason\":\"stop\"}", "-----BEGIN CERTIFICATE-----", "ssh://git@example.org/x.git", "#4f46e5", "rgb(255, 255, 255)", "100%25 of 5%40", "C:\\new\\test\\build", "\\d{4}-\\d{2}", "regex: [0-9]{3}-[0-9]{4}",
    ];

    private static string[] Words =>
    [
        "call me maybe", "phone home", "mail it tomorrow", "the tel aviv office", "a +1 from me", "ring ring", "my card is full", "IBAN please", "Bearer", "authorization is needed", "the token economy", "password policy", "secret santa", "keys and locks",
    ];

    /// <summary>What was once taken for something.</summary>
    private static string[] Mistakable =>
    [
        "foo 1.2.3.4 released", "1.2.3.4 is released", "Widget 1.2.3.4", "3.14.15.92", "call 123456 times", "they called 1234567 users", "dialled 200000 customers", "cell 123456 rows", "table 300 400 5000", "10 20 30 40 50",
        "use --password to set it", "--password is required", "--password-file /run/x", "--token count", "pass=true", "pass: 12 of 14", "pass=42 fail=0", "compass=north-2", "bypass: on-7", "cookie: a small cake", "<password>", "<password></password>", "<label>Password</label>",
        "<password>string</password>", "https://example.org/?key=title&sort=asc", "<secret>${SECRET}</secret>", "it took 12:34:56 in all", "a -name b", "0000012345 pieces",
    ];
}
