using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>Adds <c>mlflow.chat.messages</c> to calls that MLflow's UI cannot draw as a conversation: one message or item of a kind that it does not know, and it shows the whole side as raw text.</summary>
/// <remarks>Made of what is left after redaction, so it says no more than inputs and outputs do.</remarks>
internal abstract class ConversationDrawing
{
    private static readonly ConversationDrawing[] All = [new ResponsesDrawing(), new ChatDrawing()];
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 1000 };

    /// <param name="spans">Changed in place.</param>
    public static void Apply(SpanData[] spans)
    {
        for (var i = 0; i < spans.Length; i++)
        {
            if (!IsCall(spans[i])) continue;
            foreach (var drawing in All)
            {
                if (!drawing.MayNeed(spans[i]) || drawing.Draw(spans[i]) is not { } drawn) continue;
                spans[i] = drawn;
                break;
            }
        }
    }

    /// <summary>A glance that costs no parsing.</summary>
    protected abstract bool MayNeed(SpanData span);

    /// <summary>Null or none when the UI draws it as it is.</summary>
    /// <param name="request">Undefined when there are no inputs, or they are no JSON.</param>
    /// <param name="reply">Likewise of the outputs.</param>
    protected abstract JsonArray? MessagesOf(JsonElement request, JsonElement reply);

    private static bool IsCall(SpanData span)
        => span.Attributes.Any(static attribute => attribute is { Key: WireNames.MessageFormat, Value: { Kind: AttributeKind.Text, Text: "openai" } })
            && span.Attributes.All(static attribute => attribute.Key != WireNames.ChatMessages);

    private SpanData? Draw(SpanData span)
    {
        try
        {
            using var request = Parse(span.Inputs);
            using var reply = Parse(span.Outputs);
            if (MessagesOf(request?.RootElement ?? default, reply?.RootElement ?? default) is not { Count: > 0 } messages) return null;
            return span with { Attributes = [.. span.Attributes, new(WireNames.ChatMessages, AttributeValue.OfJson(AttributeNodes.Write(messages)))] };
        }
        catch (Exception failure)
        {
            // It is drawn less well then, and nothing is missing.
            SelfLog.Report("messages", $"A call could not be put into messages: {failure.GetType().Name}");
            return null;
        }
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
