using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>Calls of the Responses API with an item of another kind: a web search, a custom tool.</summary>
internal sealed class ResponsesDrawing : ConversationDrawing
{
    protected override bool MayNeed(SpanData span) => span.Inputs.Utf8.Span.IndexOf("\"input\""u8) >= 0 || span.Outputs.Utf8.Span.IndexOf("\"output\""u8) >= 0;

    protected override JsonArray? MessagesOf(JsonElement request, JsonElement reply)
    {
        var (asked, answered) = (request.Member("input"), reply.Member("output"));
        if (DrawableItems.All(asked) && DrawableItems.All(answered)) return null;
        var messages = new ItemMessages();
        if (request.TextOf("instructions") is { Length: > 0 } instructions) messages.Say("system", instructions);
        if (asked.Text() is { } question) messages.Say("user", question);
        foreach (var item in (List<JsonElement>)[.. asked.Items(), .. answered.Items()]) messages.Add(item);
        return messages.Finish();
    }
}
