using System.Text.Json;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>The messages of a chat that MLflow's UI (3.17.2) draws as they are.</summary>
internal static class DrawableMessage
{
    public static bool Is(JsonElement message)
        => message.TextOf("role") is "user" or "assistant" or "system" or "tool" && HasDrawableContent(message) && HasDrawableCalls(message.Member("tool_calls"));

    public static bool IsPart(JsonElement part) => part.TextOf("type") switch
    {
        "text" or "input_text" or "output_text" => part.TextOf("text") is not null,
        "image_url" => part.Member("image_url").TextOf("url") is not null && part.Member("image_url").Member("detail") is { } detail && (IsNothing(detail) || detail.Text() is "auto" or "low" or "high"),
        "input_audio" => part.Member("input_audio").TextOf("data") is not null && part.Member("input_audio").Member("format") is { } format && (IsNothing(format) || format.Text() is "wav" or "mp3"),
        _ => false,
    };

    public static bool IsCall(JsonElement call)
        => call.TextOf("id") is not null && call.TextOf("type") == "function" && call.Member("function").TextOf("name") is not null && call.Member("function").TextOf("arguments") is not null;

    // It draws an empty bubble for a refusal, and for a call in the form from before there were tools; the viewer before 3.17 takes what we add in its place.
    private static bool HasDrawableContent(JsonElement message)
    {
        var content = message.Member("content");
        if (content.ValueKind == JsonValueKind.Array) return content.Items().TrueForAll(IsPart);
        if (content.Text() is { Length: > 0 }) return true;
        return (IsNothing(content) || content.Text() is "") && message.TextOf("refusal") is not { Length: > 0 } && message.Member("function_call").ValueKind != JsonValueKind.Object;
    }

    private static bool HasDrawableCalls(JsonElement calls) => IsNothing(calls) || (calls.ValueKind == JsonValueKind.Array && calls.Items().TrueForAll(IsCall));

    private static bool IsNothing(JsonElement value) => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
}
