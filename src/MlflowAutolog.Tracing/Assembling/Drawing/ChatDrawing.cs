using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>
/// Adds <c>mlflow.chat.messages</c> to completions that MLflow's UI cannot draw as a conversation: one message of another kind (a developer's, one with a file, a call of a custom tool), and it
/// shows the whole side as raw text.
/// </summary>
/// <remarks>Made of what is left after redaction, so it says no more than inputs and outputs do.</remarks>
internal static class ChatDrawing
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 1000 };

    /// <param name="spans">Changed in place.</param>
    public static void Apply(SpanData[] spans)
    {
        for (var i = 0; i < spans.Length; i++)
        {
            if (!MayNeed(spans[i])) continue;
            try
            {
                if (MessagesOf(spans[i]) is { Count: > 0 } messages)
                    spans[i] = spans[i] with { Attributes = [.. spans[i].Attributes, new(WireNames.ChatMessages, AttributeValue.OfJson(AttributeNodes.Write(messages)))] };
            }
            catch (Exception failure)
            {
                // It is drawn less well then, and nothing is missing.
                SelfLog.Report("messages", $"A call could not be put into messages: {failure.GetType().Name}");
            }
        }
    }

    private static bool MayNeed(SpanData span)
        => (span.Inputs.Utf8.Span.IndexOf("\"messages\""u8) >= 0 || span.Inputs.Utf8.Span.IndexOf("\"prompt\""u8) >= 0)
            && span.Attributes.Any(static attribute => attribute is { Key: WireNames.MessageFormat, Value: { Kind: AttributeKind.Text, Text: "openai" } })
            && span.Attributes.All(static attribute => attribute.Key != WireNames.ChatMessages);

    private static JsonArray? MessagesOf(SpanData span)
    {
        using var request = Parse(span.Inputs);
        using var reply = Parse(span.Outputs);
        if (request is null) return null;
        var choices = reply?.RootElement.Items("choices") ?? [];
        List<JsonElement> messages = [.. request.RootElement.Items("messages"), .. choices.Select(static choice => choice.Member("message")).Where(static message => message.ValueKind == JsonValueKind.Object)];
        if (messages.Count > 0) return messages.TrueForAll(DrawableMessage.Is) ? null : new JsonArray([.. messages.Select(DrawnMessage.Of)]);
        return OfTexts(request.RootElement.Member("prompt"), choices);
    }

    /// <summary>A completion that is no chat: what was asked and what came of it.</summary>
    private static JsonArray? OfTexts(JsonElement prompt, List<JsonElement> choices)
    {
        List<string> prompts = [.. prompt.Items().Append(prompt).Select(JsonElementReading.Text).OfType<string>()];
        if (prompts.Count == 0) return null;
        return [.. prompts.Select(text => DrawnMessage.Say("user", text)), .. choices.Select(choice => choice.TextOf("text")).OfType<string>().Select(text => DrawnMessage.Say("assistant", text))];
    }

    private static JsonDocument? Parse(JsonText value)
    {
        if (value.IsAbsent) return null;
        try
        {
            return JsonDocument.Parse(value.Utf8, Lenient);
        }
        catch (JsonException)
        {
            // Cut, or never JSON: there is nothing to draw.
            return null;
        }
    }
}
