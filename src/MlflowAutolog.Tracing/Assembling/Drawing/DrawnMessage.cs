using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>A message of a chat in the form that MLflow's UI draws.</summary>
internal static class DrawnMessage
{
    public static JsonNode Of(JsonElement message)
    {
        var drawn = Say(RoleOf(message), DrawnContent.Of(message));
        if (DrawnContent.ReasoningOf(message) is { Length: > 0 } reasoning) drawn["reasoning"] = reasoning;
        foreach (string name in (ReadOnlySpan<string>)["name", "tool_call_id"])
        {
            if (message.TextOf(name) is { } text) drawn[name] = text;
        }

        if (message.Member("audio") is { ValueKind: JsonValueKind.Object } audio) drawn["audio"] = JsonNode.Parse(audio.GetRawText());
        if (CallsOf(message) is { Count: > 0 } calls) drawn["tool_calls"] = calls;
        return drawn;
    }

    public static JsonObject Say(string role, JsonNode? content) => new() { ["role"] = role, ["content"] = content };

    private static string RoleOf(JsonElement message) => message.TextOf("role") switch
    {
        "developer" or "system" => "system",
        "assistant" or "model" => "assistant",
        "tool" or "function" => "tool",
        _ => "user",
    };

    private static JsonArray CallsOf(JsonElement message)
    {
        List<JsonElement> calls = [.. message.Items("tool_calls"), message.Member("function_call")];
        return [.. calls.Where(call => call.ValueKind == JsonValueKind.Object).Select(Call)];
    }

    private static JsonNode Call(JsonElement call)
    {
        if (DrawableMessage.IsCall(call)) return JsonNode.Parse(call.GetRawText())!;
        var called = new[] { call.Member("function"), call.Member("custom") }.FirstOrDefault(member => member.ValueKind == JsonValueKind.Object, call);
        var given = new[] { called.Member("arguments"), called.Member("input") }.FirstOrDefault(member => member.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null));
        return new JsonObject
        {
            ["id"] = call.TextOf("id") ?? "",
            ["type"] = "function",
            ["function"] = new JsonObject
            {
                ["name"] = called.TextOf("name") ?? call.TextOf("type") ?? "tool",
                ["arguments"] = given.ValueKind == JsonValueKind.Undefined ? "" : given.Text() ?? given.GetRawText(),
            },
        };
    }
}
