using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.Tracing.Processing.Rules;

/// <summary>The rules for roles and tools, inside the messages of one span.</summary>
internal sealed class MessageRules(ContentRules rules, Disguise disguise, bool isModelCall)
{
    private readonly Dictionary<string, string> _toolOfCall = [];

    /// <summary>Remembers which call was of which tool, so that its result is recognised.</summary>
    public void Learn(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                if (ToolShapes.Call(members) is { Tool: { } tool } && ToolShapes.IdOf(members) is { } id) _toolOfCall[id] = tool;
                foreach (var (_, member) in members) Learn(member);
                break;
            case JsonArray items:
                foreach (var item in items) Learn(item);
                break;
        }
    }

    /// <param name="node">Changed in place.</param>
    /// <param name="otherwise">For what no rule speaks of.</param>
    /// <returns>What stands in its place.</returns>
    public JsonNode? Apply(JsonNode? node, ContentAction otherwise)
    {
        switch (node)
        {
            case JsonObject members:
                Members(members, otherwise);
                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var (before, after) = (items[i], Apply(items[i], otherwise));
                    if (!ReferenceEquals(before, after)) items[i] = after;
                }

                return items;
            default:
                return disguise.Node(node, otherwise);
        }
    }

    private void Members(JsonObject members, ContentAction otherwise)
    {
        if (ToolShapes.RoleOf(members) is { } role) Message(members, role, otherwise);
        else if (ToolShapes.Call(members) is { } call) Replace(call.Holder, call.Arguments, rules.OfTool(call.Tool, ContentKinds.ToolArguments) ?? otherwise);
        else if (ToolShapes.Result(members) is { } result) Replace(result.Holder, result.Result, rules.OfToolMessage(result.Tool ?? ToolOf(result.CallId)) ?? otherwise);
        else
        {
            foreach (var (name, member) in members.ToArray()) Member(members, name, member, otherwise);
        }
    }

    private void Member(JsonObject members, string name, JsonNode? member, ContentAction otherwise)
    {
        if (member is null) return;
        if (isModelCall && name is "tools" or "tool_choice" or "model" or "id" or "object" or "type" or "usage" or "finish_reason" or "index") return;
        var role = name switch
        {
            "instructions" or "system" or "systemInstruction" or "system_instruction" => "system",
            "prompt" => "user",
            // The reply of a model that completes a text.
            "text" when members.ContainsKey("finish_reason") => "assistant",
            // The reply of an image model.
            "data" when members.ContainsKey("created") => "assistant",
            "input" when IsTexts(member) => "user",
            _ => null,
        };
        var after = role is null ? Apply(member, otherwise) : disguise.Node(member, rules.OfRole(role) ?? otherwise, isMessages: true);
        Disguise.Put(members, name, member, after);
    }

    private void Message(JsonObject message, string role, ContentAction otherwise)
    {
        var isResult = role is "tool" or "function";
        var action = (isResult ? rules.OfToolMessage(ToolShapes.TextOf(message, "name") ?? ToolOf(ToolShapes.TextOf(message, "tool_call_id"))) : rules.OfRole(role)) ?? otherwise;
        foreach (var (name, member) in message.ToArray())
        {
            if (name is "tool_calls" or "function_call") Disguise.Put(message, name, member, Apply(member, otherwise));
            else if (name is "content" or "parts" && member is JsonArray parts) Parts(parts, action, otherwise);
            else if (!Disguise.IsStructure(name) && name is not "name") Replace(message, name, action, isMessages: !isResult);
        }
    }

    private void Parts(JsonArray parts, ContentAction action, ContentAction otherwise)
    {
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (parts[i] is JsonObject part && (ToolShapes.Call(part) is not null || ToolShapes.Result(part) is not null))
            {
                Members(part, otherwise);
                continue;
            }

            var (before, after) = (parts[i], disguise.Node(parts[i], action, isMessages: true));
            if (action == ContentAction.Drop) parts.RemoveAt(i);
            else if (!ReferenceEquals(before, after)) parts[i] = after;
        }
    }

    private void Replace(JsonObject holder, string name, ContentAction action, bool isMessages = false)
    {
        if (holder[name] is { } value) Disguise.Put(holder, name, value, disguise.Node(value, action, isMessages));
    }

    private string? ToolOf(string? callId) => callId is not null ? _toolOfCall.GetValueOrDefault(callId) : null;

    private static bool IsTexts(JsonNode node) => node is JsonValue || (node is JsonArray { Count: > 0 } items && items.All(item => item is JsonValue value && value.GetValueKind() == JsonValueKind.String));
}
