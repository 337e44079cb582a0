using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>A chat client that costs nothing: what the rival adds to it is all its own.</summary>
internal sealed class CannedClient : IChatClient
{
    private readonly ChatResponse _response = new(new ChatMessage(ChatRole.Assistant, Conversation.Text(60)))
    {
        ModelId = Conversation.Model,
        ResponseId = "chatcmpl-1",
        FinishReason = ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = 12, OutputTokenCount = 14, TotalTokenCount = 26 },
    };

    private readonly ChatClientMetadata _metadata = new("openai", new Uri("http://model.test/v1"), Conversation.Model);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        => Task.FromResult(_response);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var update in _response.ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? _metadata : null;

    public void Dispose()
    {
    }
}
