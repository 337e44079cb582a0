using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>Calls of all kinds, well and ill behaved: whole answers, streams, vectors, errors, streams left early, and replies that nobody disposes.</summary>
internal sealed class MixedCalls
{
    private static readonly byte[] Answer = Conversation.Reply();
    private static readonly byte[] Chunks = Conversation.Stream(20);
    private static readonly byte[] Vector = Conversation.Http("application/json", """{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AAAAAA=="}],"model":"e","usage":{"prompt_tokens":1,"total_tokens":1}}""");
    private static readonly byte[] Refusal = Conversation.Http("application/json", """{"error":{"message":"No such model.","type":"invalid_request_error","code":"model_not_found"}}""", "400 Bad Request");

    private readonly HttpClient _http = new(InMemoryConnection.Handler(ReplyOf));
    private readonly ChatClient _chat;
    private readonly ChatClient _stream;
    private readonly ChatClient _refused;
    private readonly EmbeddingClient _embeddings;

    /// <param name="policy">Whose policy the clients have, if any.</param>
    public MixedCalls(MlflowTracer? policy)
    {
        _chat = new ChatClient("m", Key, Options("chat", policy));
        _stream = new ChatClient("m", Key, Options("stream", policy));
        _refused = new ChatClient("m", Key, Options("refused", policy));
        _embeddings = new EmbeddingClient("e", Key, Options("vector", policy));
    }

    private static ApiKeyCredential Key => new("benchmark-key");

    /// <summary>The call of that number: its kind goes by it.</summary>
    public async Task CallAsync(int number)
    {
        ChatMessage[] asked = [new UserChatMessage($"Question {number}: {Conversation.Text(200)}")];
        switch (number % 10)
        {
            case < 4:
                await _chat.CompleteChatAsync(asked);
                break;
            case < 6:
                await foreach (var _ in _stream.CompleteChatStreamingAsync(asked)) { }
                break;
            case 6:
                await _embeddings.GenerateEmbeddingAsync($"Text {number}");
                break;
            case 7:
                await RefusedAsync(asked);
                break;
            case 8:
                await foreach (var _ in _stream.CompleteChatStreamingAsync(asked)) break;
                break;
            default:
                await LeaveOpenAsync(number);
                break;
        }
    }

    private async Task RefusedAsync(ChatMessage[] asked)
    {
        try
        {
            await _refused.CompleteChatAsync(asked);
        }
        catch (ClientResultException)
        {
            // As it is meant to be.
        }
    }

    private async Task LeaveOpenAsync(int number)
    {
        using var body = new StringContent($$$"""{"model":"m","stream":true,"messages":[{"role":"user","content":"Question {{{number}}}"}]}""", Encoding.UTF8, "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "http://model.test/stream/v1/chat/completions") { Content = body };
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var stream = await response.Content.ReadAsStreamAsync();
        await stream.ReadAtLeastAsync(new byte[64], 1);
    }

    private OpenAIClientOptions Options(string kind, MlflowTracer? policy)
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri($"http://model.test/{kind}/v1"), RetryPolicy = new ClientRetryPolicy(0), Transport = new HttpClientPipelineTransport(_http) };
        if (policy is not null) options.UseMlflowTracing(policy);
        return options;
    }

    private static byte[] ReplyOf(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("POST /stream/"u8)) return Chunks;
        if (head.StartsWith("POST /vector/"u8)) return Vector;
        return head.StartsWith("POST /refused/"u8) ? Refusal : Answer;
    }
}
