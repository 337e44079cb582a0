using System.Text;
using System.Text.Json;

namespace MlflowAutolog.TestSupport.ModelServer;

/// <summary>Reads the script of a golden's <c>replies.json</c>.</summary>
internal static class RepliesFile
{
    public static IReadOnlyList<ScriptedReply> Read(JsonElement root)
        => root.TryGetProperty("replies", out var replies) ? [.. replies.EnumerateArray().Select(ReadReply)] : [];

    private static ScriptedReply ReadReply(JsonElement reply)
    {
        var body = ReadBody(reply);
        return body with
        {
            Path = Text(reply, "path"),
            When = Text(reply, "when"),
            Repeat = reply.TryGetProperty("repeat", out var repeat) && repeat.GetBoolean(),
            Status = Number(reply, "status") ?? 200,
            ContentType = Text(reply, "content_type") ?? body.ContentType,
            Headers = ReadHeaders(reply),
            Delay = TimeSpan.FromMilliseconds(Number(reply, "delay_ms") ?? 0),
            ChunkDelay = TimeSpan.FromMilliseconds(Number(reply, "chunk_delay_ms") ?? 0),
            CutAfter = Number(reply, "cut_after"),
        };
    }

    private static ScriptedReply ReadBody(JsonElement reply)
    {
        if (reply.TryGetProperty("json", out var json)) return ScriptedReply.Json(json.GetRawText());
        if (reply.TryGetProperty("sse", out var sse)) return ScriptedReply.Sse([.. sse.EnumerateArray().Select(Data)]);
        if (reply.TryGetProperty("events", out var events)) return ScriptedReply.Events([.. events.EnumerateArray().Select(NamedEvent)]);
        if (reply.TryGetProperty("text", out var text)) return ScriptedReply.Text(text.GetString()!, "text/plain");
        if (reply.TryGetProperty("eventstream", out _)) throw new NotSupportedException("This server does not speak AWS's binary event stream.");
        return new ScriptedReply();
    }

    private static (string Event, string Data) NamedEvent(JsonElement item)
        => (item.GetProperty("event").GetString()!, Data(item.GetProperty("data")));

    private static string Data(JsonElement data)
        => data.ValueKind == JsonValueKind.String ? data.GetString()! : Compact(data);

    private static string Compact(JsonElement data)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) data.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static List<KeyValuePair<string, string>> ReadHeaders(JsonElement reply)
        => reply.TryGetProperty("headers", out var headers)
            ? [.. headers.EnumerateObject().Select(header => KeyValuePair.Create(header.Name, header.Value.ToString()))]
            : [];

    private static string? Text(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int? Number(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) ? value.GetInt32() : null;
}
