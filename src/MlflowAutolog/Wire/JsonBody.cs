using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Wire;

/// <summary>A body as JSON. Where its middle was not kept, what is left of it: the members that are whole, the one that is cut as text, and model and usage from the tail.</summary>
internal static class JsonBody
{
    private const string BeforeCount = "…(";
    private const string AfterCount = " bytes left out)…";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512 };
    private static readonly string[] InTail = ["usage", "model", "id"];

    /// <summary>The body's JSON as bytes that nobody changes, or false when it is none.</summary>
    public static bool TryRead(CapturedBody body, out ReadOnlyMemory<byte> json, [NotNullWhen(true)] out JsonDocument? document)
    {
        json = body.IsWhole ? Readable(WithoutBom(body.Head)) : Rest(body);
        document = ParseReadable(json);
        return document is not null;
    }

    /// <summary>What can be read of a body that was cut off, by us or by the network; null when not even a member is whole.</summary>
    public static ReadOnlyMemory<byte>? Partial(CapturedBody body)
    {
        var rest = Rest(body);
        return rest.Length > 2 ? rest : null;
    }

    public static JsonDocument? Parse(ReadOnlyMemory<byte> json) => ParseReadable(Readable(json));

    private static JsonDocument? ParseReadable(ReadOnlyMemory<byte> json)
    {
        // Spares a page of HTML, and each empty event of a stream, an exception.
        if (!MayBeJson(json.Span)) return null;
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException)
        {
            // Not JSON: the caller decides what that means for the span.
            return null;
        }
    }

    private static bool MayBeJson(ReadOnlySpan<byte> bytes)
        => bytes.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9') or (byte)'t' or (byte)'f' or (byte)'n', ..];

    // The parser lets bytes pass that are no text, and throws when the text is asked for: and so does everybody's who reads the span after us.
    private static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> json)
        => ReadableNames.Of(Utf8.IsValid(json.Span) ? json : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span)), Options.MaxDepth);

    private static ReadOnlyMemory<byte> WithoutBom(ReadOnlyMemory<byte> bytes) => bytes.Span is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;

    private static ReadOnlyMemory<byte> Rest(CapturedBody body) => Readable(JsonBytes.Write(body, WriteRest));

    private static void WriteRest(CapturedBody body, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        var written = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            WriteMembers(body, json, written);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The head is no JSON at all, or a name in it is no text; the tail may still tell the usage.
        }

        foreach (var name in InTail) WriteFromTail(body.Tail.Span, name, json, written);
        json.WriteEndObject();
    }

    private static void WriteMembers(CapturedBody body, Utf8JsonWriter json, HashSet<string> written)
    {
        var head = body.Head.Span;
        var reader = new Utf8JsonReader(head, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 512 }));
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var after = (int)reader.BytesConsumed;
            var value = reader;
            if (!value.Read() || !value.TrySkip())
            {
                if (written.Add(name)) json.WriteString(name, Cut(body, after));
                return;
            }

            // A number may go on beyond the head.
            if (value.TokenType == JsonTokenType.Number && value.BytesConsumed == head.Length) return;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.TrySkip();
            if (!written.Add(name)) continue;
            json.WritePropertyName(name);
            json.WriteRawValue(head[start..(int)reader.BytesConsumed]);
        }
    }

    /// <summary>Bytes of a member before its middle was left out.</summary>
    public static long LengthBeforeCut(string cut)
    {
        var count = cut.IndexOf(BeforeCount, StringComparison.Ordinal) + BeforeCount.Length;
        var end = cut.IndexOf(AfterCount, Math.Min(count, cut.Length), StringComparison.Ordinal);
        var kept = Encoding.UTF8.GetByteCount(cut);
        return end > count && long.TryParse(cut.AsSpan(count, end - count), NumberStyles.None, CultureInfo.InvariantCulture, out var leftOut) ? kept + leftOut : kept;
    }

    private static string Cut(CapturedBody body, int from)
    {
        // It is redacted only later, and half a secret would not be found.
        var rest = body.Head.Span[from..];
        var head = rest[..SafeCut.HeadLength(rest)];
        var text = Encoding.UTF8.GetString(head).TrimStart(' ', '\n', '\r', '\t', ':');
        if (body.IsWhole) return CutCredentials.Hide(text + "…", holeAt: text.Length);
        var tail = body.Tail.Span[SafeCut.TailStart(body.Tail.Span)..];
        var leftOut = body.LeftOut + (rest.Length - head.Length) + (body.Tail.Length - tail.Length);
        return CutCredentials.Hide($"{text}{BeforeCount}{leftOut}{AfterCount}{Encoding.UTF8.GetString(tail)}", holeAt: text.Length);
    }

    private static void WriteFromTail(ReadOnlySpan<byte> tail, string name, Utf8JsonWriter json, HashSet<string> written)
    {
        var quoted = Encoding.UTF8.GetBytes($"\"{name}\"");
        var at = tail.LastIndexOf(quoted);
        if (at < 0 || written.Contains(name)) return;
        var value = tail[(at + quoted.Length)..].TrimStart(" \t\r\n"u8);
        if (!value.StartsWith(":"u8)) return;
        value = value[1..];
        try
        {
            var reader = new Utf8JsonReader(value, isFinalBlock: false, default);
            if (!reader.Read()) return;
            var start = (int)reader.TokenStartIndex;
            if (!reader.TrySkip()) return;
            written.Add(name);
            json.WritePropertyName(name);
            json.WriteRawValue(value[start..(int)reader.BytesConsumed]);
        }
        catch (JsonException)
        {
            // The name stood inside a text, not before a value.
        }
    }
}
