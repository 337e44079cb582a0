using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.Tracing.Processing.Rules;

/// <summary>How the formats write calls of tools and their results: OpenAI chat and Responses, Anthropic, Bedrock, Gemini.</summary>
internal static class ToolShapes
{
    /// <summary>The object that holds the arguments, the member they stand in, and the tool; null when this is no call.</summary>
    public static (JsonObject Holder, string Arguments, string? Tool)? Call(JsonObject candidate)
    {
        foreach (var (wrapper, arguments) in ((string, string)[])[("function", "arguments"), ("custom", "input"), ("toolUse", "input"), ("functionCall", "args")])
        {
            if (candidate[wrapper] is JsonObject inner && inner.ContainsKey(arguments)) return (inner, arguments, TextOf(inner, "name"));
        }

        return TextOf(candidate, "type") switch
        {
            "tool_use" or "server_tool_use" or "custom_tool_call" => (candidate, "input", TextOf(candidate, "name")),
            "function_call" or "mcp_call" => (candidate, "arguments", TextOf(candidate, "name")),
            null when candidate.ContainsKey("arguments") && candidate.ContainsKey("name") => (candidate, "arguments", TextOf(candidate, "name")),
            _ => null,
        };
    }

    /// <summary>The object that holds the result, the member it stands in, and the tool's name or the id of the call; null when this is no result.</summary>
    public static (JsonObject Holder, string Result, string? Tool, string? CallId)? Result(JsonObject candidate)
    {
        if (candidate["toolResult"] is JsonObject bedrock) return (bedrock, "content", null, TextOf(bedrock, "toolUseId"));
        if (candidate["functionResponse"] is JsonObject gemini) return (gemini, "response", TextOf(gemini, "name"), null);
        return TextOf(candidate, "type") switch
        {
            "tool_result" => (candidate, "content", null, TextOf(candidate, "tool_use_id")),
            "function_call_output" or "custom_tool_call_output" => (candidate, "output", null, TextOf(candidate, "call_id")),
            _ => null,
        };
    }

    /// <summary>Whose words an object holds; null when it is no message.</summary>
    public static string? RoleOf(JsonObject candidate)
    {
        if (TextOf(candidate, "role") is { } role) return candidate.ContainsKey("content") || candidate.ContainsKey("parts") || candidate.ContainsKey("tool_calls") ? role : null;
        // Gemini takes a message of nobody for the user's; Responses writes these items of the reply without a role.
        return candidate["parts"] is JsonArray ? "user" : TextOf(candidate, "type") is "reasoning" or "image_generation_call" or "code_interpreter_call" ? "assistant" : null;
    }

    public static string? IdOf(JsonObject call)
        => TextOf(call, "call_id") ?? TextOf(call, "id") ?? (call["toolUse"] is JsonObject bedrock ? TextOf(bedrock, "toolUseId") : null);

    public static string? TextOf(JsonObject members, string name)
        => members[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
