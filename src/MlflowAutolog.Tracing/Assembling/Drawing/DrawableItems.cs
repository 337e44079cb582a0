using System.Text.Json;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>The items of the Responses API that MLflow's UI draws as a conversation, by the checks that the UI of 3.17.2 makes.</summary>
internal static class DrawableItems
{
    /// <summary>Whether a side is drawn; one that is no list has no items in the way.</summary>
    public static bool All(JsonElement items) => items.Items().TrueForAll(IsDrawable);

    private static bool IsDrawable(JsonElement item) => item.TextOf("type") switch
    {
        null or "message" => IsAsked(item) || IsMessage(item),
        "function_call" => HasTexts(item, "call_id", "name", "arguments"),
        "function_call_output" => HasTexts(item, "call_id", "output"),
        "image_generation_call" => HasTexts(item, "result") && item.TextOf("output_format") is "png" or "jpeg" or "webp",
        "reasoning" => HasTexts(item, "id") && item.Member("summary").ValueKind is JsonValueKind.Array or JsonValueKind.Null,
        _ => false,
    };

    private static bool IsAsked(JsonElement item)
        => item.TextOf("role") is "user" or "assistant" or "system" or "developer"
            && (HasTexts(item, "content") || (IsList(item, "content") && item.Items("content").TrueForAll(part => part.TextOf("type") is "input_text" or "input_image" or "input_file")));

    private static bool IsMessage(JsonElement item)
        => item.TextOf("type") is not null && item.TextOf("role") is "user" or "assistant" or "system" or "tool"
            && item.Items("content").TrueForAll(part => part.TextOf("type") is "text" or "input_text" or "output_text" && HasTexts(part, "text"));

    private static bool IsList(JsonElement item, string name) => item.Member(name).ValueKind == JsonValueKind.Array;

    private static bool HasTexts(JsonElement item, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (item.TextOf(name) is null) return false;
        }

        return true;
    }
}
