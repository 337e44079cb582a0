using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>The preview that MLflow makes of a root's inputs or outputs when nobody sent one.</summary>
internal static class DerivedPreview
{
    private const int Limit = 1000;

    public static string Of(JsonNode value, string role)
    {
        var text = Content(Messages(value), role) is { Length: > 0 } content ? content : PythonJson.Write(value);
        return text.Length > Limit ? text[..(Limit - 3)] + "..." : text;
    }

    private static IEnumerable<JsonNode?> Messages(JsonNode? value)
    {
        if (value is not JsonObject root) return [];
        if (root["messages"] is JsonArray messages) return messages;
        if (root["choices"] is JsonArray { Count: > 0 } choices && choices[0]?["message"] is { } message) return [message];
        if (root["input"] is JsonArray input) return input;
        if (root["output"] is JsonArray output) return output;
        return root["request"] is { } request ? Messages(request) : [];
    }

    private static string? Content(IEnumerable<JsonNode?> messages, string role)
    {
        var usable = messages.OfType<JsonObject>().Where(message => message.ContainsKey("role") && message.ContainsKey("content")).ToList();
        var chosen = usable.LastOrDefault(message => message["role"]?.ToString() == role) ?? usable.LastOrDefault();
        return chosen?["content"] switch
        {
            JsonArray parts => parts.Select(TextOf).FirstOrDefault(text => text is not null),
            JsonValue content when content.GetValueKind() == JsonValueKind.String => content.GetValue<string>(),
            _ => null,
        };
    }

    private static string? TextOf(JsonNode? part) => part switch
    {
        JsonObject item when item["type"]?.ToString() is "text" or "output_text" => item["text"]?.ToString(),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => null,
    };
}
