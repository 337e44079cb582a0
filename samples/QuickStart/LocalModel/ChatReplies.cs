using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QuickStart.LocalModel;

/// <summary>A very small chat model: asks for the order that the question names, then answers with what it was told.</summary>
internal static partial class ChatReplies
{
    private const string ServedModel = "gpt-4o-mini-2024-07-18";

    public static JsonObject Whole(JsonObject request)
    {
        var order = Order().Match(Last(request, "user"));
        var message = order.Success ? AsksFor(order.Value) : Says(Answer(request));
        var written = message["content"]?.ToString() ?? message["tool_calls"]!.ToJsonString();
        return Envelope("chat.completion", NewId(), new JsonObject
        {
            ["index"] = 0,
            ["message"] = message,
            ["logprobs"] = null,
            ["finish_reason"] = order.Success ? "tool_calls" : "stop",
        }, Usage(request, written));
    }

    public static JsonObject[] Streamed(JsonObject request)
    {
        var id = NewId();
        var answer = Answer(request);
        var chunks = new List<JsonObject> { Chunk(id, new JsonObject { ["role"] = "assistant", ["content"] = "" }, finish: null) };
        chunks.AddRange(Word().Matches(answer).Select(word => Chunk(id, new JsonObject { ["content"] = word.Value }, finish: null)));
        chunks.Add(Chunk(id, new JsonObject(), finish: "stop"));
        var last = Envelope("chat.completion.chunk", id, choice: null, Usage(request, answer));
        return [.. chunks, last];
    }

    private static string Answer(JsonObject request)
    {
        var told = Last(request, "tool");
        var article = Last(request, "system").Split('\n').FirstOrDefault(line => line.StartsWith("- ", StringComparison.Ordinal))?[2..];
        return told.Length > 0 ? $"{told} {article}" : article ?? "I do not know.";
    }

    private static JsonObject AsksFor(string order) => new()
    {
        ["role"] = "assistant",
        ["content"] = null,
        ["refusal"] = null,
        ["tool_calls"] = new JsonArray(new JsonObject
        {
            ["id"] = "call_" + Guid.NewGuid().ToString("N")[..12],
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = "look_up_order", ["arguments"] = $"{{\"order_id\":{order}}}" },
        }),
    };

    private static JsonObject Says(string text) => new() { ["role"] = "assistant", ["content"] = text, ["refusal"] = null };

    private static JsonObject Chunk(string id, JsonObject delta, string? finish)
        => Envelope("chat.completion.chunk", id, new JsonObject { ["index"] = 0, ["delta"] = delta, ["logprobs"] = null, ["finish_reason"] = finish }, usage: null);

    private static JsonObject Envelope(string kind, string id, JsonObject? choice, JsonObject? usage) => new()
    {
        ["id"] = id,
        ["object"] = kind,
        ["created"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
        ["model"] = ServedModel,
        ["choices"] = choice is null ? new JsonArray() : new JsonArray(choice),
        ["usage"] = usage,
    };

    // About four characters a token, as a rule of thumb for English.
    private static JsonObject Usage(JsonObject request, string written)
    {
        var input = request["messages"]!.ToJsonString().Length / 4;
        var output = Math.Max(1, written.Length / 4);
        return new JsonObject
        {
            ["prompt_tokens"] = input,
            ["completion_tokens"] = output,
            ["total_tokens"] = input + output,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0 },
        };
    }

    private static string Last(JsonObject request, string role)
    {
        var content = request["messages"]!.AsArray().LastOrDefault(message => message!["role"]!.ToString() == role)?["content"];
        return content switch
        {
            null => "",
            JsonArray parts => string.Concat(parts.Select(part => part!["text"]?.ToString())),
            _ => content.ToString(),
        };
    }

    private static string NewId() => "chatcmpl-" + Guid.NewGuid().ToString("N")[..24];

    [GeneratedRegex(@"\d+")]
    private static partial Regex Order();

    [GeneratedRegex(@"\S+\s*")]
    private static partial Regex Word();
}
