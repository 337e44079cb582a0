using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>Items of the Responses API as the messages that MLflow's UI draws. A kind that is not known by name is known by its form: a call, its result, or a note of what it is.</summary>
internal sealed class ItemMessages
{
    private const string CallEnding = "_call";

    private readonly JsonArray _messages = [];
    private string? _reasoning;

    /// <summary>All of them; what was thought and never said is one by itself.</summary>
    public JsonArray Finish()
    {
        if (_reasoning is not null) Say("assistant", null);
        return _messages;
    }

    public void Say(string role, JsonNode? content) => Put(new JsonObject { ["role"] = role, ["content"] = content });

    public void Add(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) return;
        var type = item.TextOf("type") ?? "message";
        if (type == "message") Say(RoleOf(item), ItemContent.Of(item.Member("content")));
        else if (type == "reasoning") AddReasoning(item);
        else if (type.EndsWith("_output", StringComparison.Ordinal)) AddResult(item.TextOf("call_id"), item.Member("output"));
        else if (type.EndsWith(CallEnding, StringComparison.Ordinal) || item.TextOf("name") is not null) AddCall(item, type);
        else Say("assistant", $"[{type}]");
    }

    private static string RoleOf(JsonElement item) => item.TextOf("role") switch
    {
        "developer" or "system" => "system",
        "assistant" => "assistant",
        _ => "user",
    };

    // It stands above what came of it.
    private void Put(JsonObject message)
    {
        if (_reasoning is not null && message["role"]!.GetValue<string>() == "assistant")
        {
            message["reasoning"] = _reasoning;
            _reasoning = null;
        }

        _messages.Add((JsonNode)message);
    }

    private void AddReasoning(JsonElement item)
    {
        var text = string.Join('\n', item.Items("summary").Concat(item.Items("content")).Select(part => part.TextOf("text")).OfType<string>());
        if (text.Length > 0) _reasoning = _reasoning is null ? text : $"{_reasoning}\n{text}";
    }

    private void AddCall(JsonElement item, string type)
    {
        var id = item.TextOf("call_id") ?? item.TextOf("id") ?? type;
        var name = item.TextOf("name") ?? (type.EndsWith(CallEnding, StringComparison.Ordinal) ? type[..^CallEnding.Length] : type);
        var call = new JsonObject { ["id"] = id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["arguments"] = CallDetails.Arguments(item) } };
        Put(new JsonObject { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray(call) });
        if (type == "image_generation_call") AddImage(item);
        else if (CallDetails.Result(item) is { ValueKind: not JsonValueKind.Undefined } result) AddResult(id, result);
    }

    private void AddResult(string? id, JsonElement result)
    {
        var content = ItemContent.IsContent(result) ? ItemContent.Of(result) : result.Text() ?? (result.ValueKind == JsonValueKind.Undefined ? null : result.GetRawText());
        Put(new JsonObject { ["role"] = "tool", ["tool_call_id"] = id, ["content"] = content });
    }

    private void AddImage(JsonElement item)
    {
        if (item.TextOf("result") is not { Length: > 0 } image) return;
        var isAddress = image.StartsWith("mlflow-attachment:", StringComparison.Ordinal);
        Say("assistant", new JsonArray(ItemContent.Image(isAddress ? image : $"data:image/{item.TextOf("output_format") ?? "png"};base64,{image}", detail: null)));
    }
}
