using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>Chat completions.</summary>
internal sealed class ChatFormat : CompletionFormat
{
    public override string SpanType => MlflowAutolog.SpanType.ChatModel;

    public override bool MatchesPath(string path) => EndsWith(path, "/chat/completions");

    public override bool IsCall(JsonElement request) => request.TryGetProperty("messages", out _);

    public override void MapRequest(JsonElement request, CallContent span)
    {
        base.MapRequest(request, span);
        if (span.CapturesContent && ChatTools.Read(request) is { } tools) span.Set(WireNames.ChatTools, AttributeValue.OfJson(tools));
    }

    public override IReplyStream OpenStream() => new ChatStream(ChatStream.Chat);
}
