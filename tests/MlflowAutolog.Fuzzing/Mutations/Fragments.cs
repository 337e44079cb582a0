using System.Text;

namespace MlflowAutolog.Fuzzing.Mutations;

/// <summary>What a body would not have by itself.</summary>
internal static class Fragments
{
    /// <summary>In place of a JSON value.</summary>
    public static byte[][] Values { get; } = Bytes(
        "null", "true", "false", "{}", "[]", "\"\"", "0", "-1", "-0", "1.5", "1e999", "-1e999", "1e-999", "9223372036854775807", "9223372036854775808", "2147483648", "-2147483649", "65536", "1000000",
        new string('9', 400), "0." + new string('3', 400), "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83d\\ud83d\\ude00\"", "\"\\u0000\"", "\"a\\r\\nb\\u2028\"", "\"\uFEFF\"", "\"data: x\"", "\"[DONE]\"",
        "[null]", "[[]]", "[{}]", "[1,\"a\",null,{}]", "{\"\":{}}", "{\"\\ud800\":1}", "{\"index\":-1}", "{\"index\":2147483647}", "{\"index\":\"0\"}", "{\"type\":null}", "{\"type\":\"error\"}", "{\"error\":{\"message\":{},\"code\":[]}}",
        "{\"a\":1,\"a\":{},\"a\":[]}", "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":null}]}", "\"data:image/png;base64,AAA\"", "\"data:;base64\"", Nested('[', 60, ']'), Nested('[', 500, ']'), Nested('[', 520, ']'), Nested('[', 20_000, ']'),
        Repeated("{\"a\":", 500) + "1" + new string('}', 500), Repeated("{\"a\":", 5_000), "NaN", "Infinity", "undefined", "'a'", "01", "+1", ".5", "1.", "\"\\x\"", "\"\\u12\"", "tru", "\"\t\"");

    /// <summary>Anywhere.</summary>
    public static byte[][] Tokens { get; } =
    [
        .. Bytes(
            "\r", "\n", "\r\n", "\n\n", "\r\r", "\r\n\r\n", "\n\r", "data:", "data: ", "data", "event: error\n", "id: 1\n", ": comment\n", "retry: 1\n", "data: [DONE]\n\n", "[DONE]", "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\uFEFF", "\u2028", "\0",
            "--b", "--b--", "\r\n--b\r\n", "--b\r\n\r\n", "Content-Disposition: form-data; name=", "filename*=utf-8''%", "filename=\"\\\"", "=?utf-8?B?4pyT?=", "Content-Type: multipart/mixed", "charset=utf-7", ";", "=", "[]",
            "\"usage\":", "\"model\":", "\"index\":", "\"type\":\"response.output_item.done\",", "\"type\":\"response.completed\",", "\"error\":{},"),
        [0xEF, 0xBB, 0xBF], [0xFF], [0xFE, 0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0xBD], [0xF0, 0x9F], [0x98, 0x80], [0xE2, 0x82], [0x80], [0xF5, 0x80, 0x80, 0x80],
    ];

    private static byte[][] Bytes(params IEnumerable<string> texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static string Nested(char open, int depth, char close) => new string(open, depth) + new string(close, depth);

    private static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
