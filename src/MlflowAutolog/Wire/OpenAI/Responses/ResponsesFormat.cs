using System.Text.Json;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire.OpenAI.Responses;

/// <summary>The Responses API. Items stay as they came, whatever their kind.</summary>
internal class ResponsesFormat : OpenAIFormat
{
    private const string Failed = "ResponseFailed";

    public override string SpanName => "Responses";

    public override string SpanType => MlflowAutolog.SpanType.ChatModel;

    public override bool MatchesPath(string path) => EndsWith(path, "/responses");

    /// <summary>Something is asked, and it is said of whom: a stored prompt and Azure's agents bring a model of their own.</summary>
    public override bool IsCall(JsonElement request) => HasAny(request, "input", "prompt", "previous_response_id", "conversation") && HasAny(request, "model", "prompt", "agent", "agent_reference");

    public override void MapRequest(JsonElement request, CallContent span)
    {
        base.MapRequest(request, span);
        span.Set(WireNames.MessageFormat, AttributeValue.Of("openai"));
        span.Session = ConversationId(request);
        if (span.CapturesContent && ChatTools.Read(request) is { } tools) span.Set(WireNames.ChatTools, AttributeValue.OfJson(tools));
        if (!span.CapturesContent) KeepIds(request, span);
    }

    public override void MapReply(JsonElement reply, CallContent span)
    {
        base.MapReply(reply, span);
        span.Session ??= ConversationId(reply);
        span.SetOutputs(RequestCredentials.Hide(span.Outputs.Utf8));
    }

    public override ReplyFailure? FailureIn(JsonElement reply)
        => reply.TextOf("status") == "failed" ? new ReplyFailure(Failed, WireError.Find(reply) ?? new WireError(null, null, "The response failed, and does not say why.")) : null;

    public override IReplyStream? OpenStream() => new ResponsesStream();

    private static string? ConversationId(JsonElement element)
        => (element.TextOf("conversation") ?? element.Member("conversation").TextOf("id")) is { Length: > 0 } id ? id : null;

    // An id that the API made is no content.
    private static void KeepIds(JsonElement request, CallContent span)
    {
        foreach (string name in (ReadOnlySpan<string>)["previous_response_id", "conversation"])
        {
            if (request.TextOf(name) is { } id && Word.Is(id)) span.Set(name, AttributeValue.Of(id));
        }
    }

    private static bool HasAny(JsonElement request, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (request.Member(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)) return true;
        }

        return false;
    }
}
