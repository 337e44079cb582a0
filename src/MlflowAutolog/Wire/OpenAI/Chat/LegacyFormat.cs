using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>The completions from before there were chats, and those of code between a prompt and a suffix: OpenAI has all but given them up, servers of open models have not.</summary>
internal sealed class LegacyFormat : CompletionFormat
{
    public override string SpanType => MlflowAutolog.SpanType.Llm;

    public override bool MatchesPath(string path) => EndsWith(path, "/completions") && !EndsWith(path, "/chat/completions");

    public override bool IsCall(JsonElement request) => request.TryGetProperty("prompt", out _);

    public override IReplyStream OpenStream() => new ChatStream(ChatStream.Text);
}
