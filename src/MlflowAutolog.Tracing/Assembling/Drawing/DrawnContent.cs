using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>The content of a chat's message in parts that MLflow's UI draws; what it has no part for is named.</summary>
internal static class DrawnContent
{
    private const string Reference = "mlflow-attachment://";

    public static JsonNode? Of(JsonElement message)
    {
        var content = message.Member("content");
        if (content.ValueKind != JsonValueKind.Array) return content.Text() is { Length: > 0 } text ? text : message.TextOf("refusal") ?? content.Text();
        return new JsonArray([.. content.EnumerateArray().Where(part => part.TextOf("type") is not "thinking").Select(Part)]);
    }

    /// <summary>What the model thought, under the names of DeepSeek and vLLM, OpenRouter and Groq, Mistral.</summary>
    public static string? ReasoningOf(JsonElement message)
        => message.TextOf("reasoning") ?? message.TextOf("reasoning_content")
            ?? string.Concat(message.Items("content").SelectMany(part => part.Items("thinking")).Select(part => part.TextOf("text")));

    private static JsonNode Part(JsonElement part)
    {
        if (DrawableMessage.IsPart(part)) return JsonNode.Parse(part.GetRawText())!;
        if ((part.Text() ?? part.TextOf("text") ?? part.TextOf("refusal")) is { } text) return Say(text);
        if (AddressOf(part.Member("image_url")) is { } image) return Image(image);
        if (part.Member("file") is { ValueKind: JsonValueKind.Object } file)
            return file.TextOf("file_data") is { } data && data.StartsWith(Reference, StringComparison.Ordinal) ? Image(data) : Say($"[File: {file.TextOf("filename") ?? file.TextOf("file_id")}]");
        return Say($"[{part.TextOf("type") ?? "part"}]");
    }

    // Some servers take the address alone, and details that OpenAI does not have.
    private static string? AddressOf(JsonElement image) => image.Text() ?? image.TextOf("url");

    private static JsonObject Say(string text) => new() { ["type"] = "text", ["text"] = text };

    /// <summary>The UI embeds an attachment of any kind that stands in the place of a picture.</summary>
    private static JsonObject Image(string url) => new() { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = url } };
}
