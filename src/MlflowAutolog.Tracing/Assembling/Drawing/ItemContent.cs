using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>The content of an item in parts that MLflow's UI draws; what it has no part for is named.</summary>
internal static class ItemContent
{
    public static JsonNode? Of(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array) return content.Text();
        JsonObject[] parts = [.. content.EnumerateArray().Select(Part)];
        return parts is [{ } only] && only["type"]!.GetValue<string>() == "text" ? only["text"]!.DeepClone() : new JsonArray([.. parts]);
    }

    /// <summary>Whether a list is what could stand in a message, and no data.</summary>
    public static bool IsContent(JsonElement list)
        => list.Items() is { Count: > 0 } parts && parts.TrueForAll(part => part.TextOf("type") is "text" or "input_text" or "output_text" or "input_image" or "input_file");

    /// <param name="url">An address, a data URI, or a reference to an attachment.</param>
    /// <param name="detail">One of those that the UI knows; else it is left out.</param>
    public static JsonObject Image(string url, string? detail)
    {
        var image = new JsonObject { ["url"] = url };
        if (detail is "auto" or "low" or "high") image["detail"] = detail;
        return new JsonObject { ["type"] = "image_url", ["image_url"] = image };
    }

    private static JsonObject Part(JsonElement part)
    {
        var type = part.TextOf("type");
        if ((part.TextOf("text") ?? part.TextOf("refusal") ?? part.Text()) is { } text) return Say(text);
        if (part.TextOf("image_url") is { } url) return Image(url, part.TextOf("detail"));
        if (type == "input_file") return Say($"[File: {part.TextOf("filename") ?? part.TextOf("file_id") ?? part.TextOf("file_url")}]");
        return Say($"[{type ?? "part"}]");
    }

    private static JsonObject Say(string text) => new() { ["type"] = "text", ["text"] = text };
}
