using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>Chat completions of OpenAI, Azure OpenAI and every server that speaks the same.</summary>
internal sealed class ChatFormat : IWireFormat
{
    public string Integration => "OpenAI";

    public string SpanName => "Completions";

    public string SpanType => MlflowAutolog.SpanType.ChatModel;

    public string ErrorType => OpenAIErrors.Type;

    public bool MatchesPath(string path) => path.EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase);

    public bool IsCall(JsonElement request) => request.TryGetProperty("messages", out _);

    public void MapRequest(JsonElement request, CallContent span)
    {
        OpenAIRequest.Map(request, span);
        span.Set(WireNames.MessageFormat, AttributeValue.Of("openai"));
        if (span.CapturesContent && ChatTools.Read(request) is { } tools) span.Set(WireNames.ChatTools, AttributeValue.OfJson(tools));
    }

    public void MapReply(JsonElement reply, CallContent span) => OpenAIReply.Map(reply, span);

    public IReplyStream OpenStream() => new ChatStream();
}
