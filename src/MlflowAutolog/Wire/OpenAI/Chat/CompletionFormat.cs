using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>What completions of both kinds have in common: a reply of choices, an error that may hide in it, usage by its names.</summary>
internal abstract class CompletionFormat : OpenAIFormat
{
    private const string Failed = "ResponseFailed";

    public override string SpanName => "Completions";

    public override void MapRequest(JsonElement request, CallContent span)
    {
        base.MapRequest(request, span);
        span.Set(WireNames.MessageFormat, AttributeValue.Of("openai"));
    }

    public override void MapReply(JsonElement reply, CallContent span)
    {
        base.MapReply(reply, span);
        span.Usage = ChatUsage.Of(reply);
    }

    public override ReplyFailure? FailureIn(JsonElement reply) => LateError.In(reply) is { } error ? new ReplyFailure(Failed, error) : null;
}
