using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>Completions with a message of another kind: a developer's, one with a file, a call of a custom tool; and those that are no chat.</summary>
internal sealed class ChatDrawing : ConversationDrawing
{
    protected override bool MayNeed(SpanData span) => span.Inputs.Utf8.Span.IndexOf("\"messages\""u8) >= 0 || span.Inputs.Utf8.Span.IndexOf("\"prompt\""u8) >= 0;

    protected override JsonArray? MessagesOf(JsonElement request, JsonElement reply)
    {
        var choices = reply.Items("choices");
        List<JsonElement> messages = [.. request.Items("messages"), .. choices.Select(static choice => choice.Member("message")).Where(static message => message.ValueKind == JsonValueKind.Object)];
        if (messages.Count > 0) return messages.TrueForAll(DrawableMessage.Is) ? null : new JsonArray([.. messages.Select(DrawnMessage.Of)]);
        return OfTexts(request.Member("prompt"), choices);
    }

    /// <summary>A completion that is no chat: what was asked and what came of it.</summary>
    private static JsonArray? OfTexts(JsonElement prompt, List<JsonElement> choices)
    {
        List<string> prompts = [.. prompt.Items().Append(prompt).Select(JsonElementReading.Text).OfType<string>()];
        if (prompts.Count == 0) return null;
        JsonNode[] messages = [.. prompts.Select(text => DrawnMessage.Say("user", text)), .. choices.Select(choice => choice.TextOf("text")).OfType<string>().Select(text => DrawnMessage.Say("assistant", text))];
        return new JsonArray(messages);
    }
}
