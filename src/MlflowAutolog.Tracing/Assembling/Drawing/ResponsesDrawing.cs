using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>
/// Adds <c>mlflow.chat.messages</c> to calls of the Responses API that MLflow's UI cannot draw: one item of a kind that it does not know (a web search, a custom tool), and it shows the whole side as raw text.
/// </summary>
/// <remarks>Made of what is left after redaction, so it says no more than inputs and outputs do.</remarks>
internal static class ResponsesDrawing
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
        => (span.Inputs.Utf8.Span.IndexOf("\"input\""u8) >= 0 || span.Outputs.Utf8.Span.IndexOf("\"output\""u8) >= 0)
            && span.Attributes.Any(static attribute => attribute is { Key: WireNames.MessageFormat, Value: { Kind: AttributeKind.Text, Text: "openai" } })
            && span.Attributes.All(static attribute => attribute.Key != WireNames.ChatMessages);

    private static JsonArray? MessagesOf(SpanData span)
    {
        using var request = Parse(span.Inputs);
        using var reply = Parse(span.Outputs);
        var asked = request?.RootElement.Member("input") ?? default;
        var answered = reply?.RootElement.Member("output") ?? default;
        if (DrawableItems.All(asked) && DrawableItems.All(answered)) return null;
        var messages = new ItemMessages();
        if (request?.RootElement.TextOf("instructions") is { Length: > 0 } instructions) messages.Say("system", instructions);
        if (asked.Text() is { } question) messages.Say("user", question);
        foreach (var item in (List<JsonElement>)[.. asked.Items(), .. answered.Items()]) messages.Add(item);
        return messages.Finish();
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
