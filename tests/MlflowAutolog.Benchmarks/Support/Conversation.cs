using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>What is said in the benchmarks, and the model's answers as the wire has them.</summary>
internal static class Conversation
{
    public const string Model = "gpt-4o-mini";

    public static List<ChatMessage> Messages(int count, int length)
        => [.. Enumerable.Range(0, count).Select(i => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, Text(length)))];

    public static string Text(int length)
        => string.Concat(Enumerable.Repeat("What is the temperature in Oslo, and shall I take a coat? ", 1 + length / 58))[..length];

    /// <summary>One whole answer.</summary>
    public static byte[] Reply() => Http("application/json", $$$"""{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"{{{Model}}}","choices":[{"index":0,"message":{"role":"assistant","content":"{{{Text(60)}}}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":14,"total_tokens":26}}""");

    /// <summary>An answer in so many chunks.</summary>
    public static byte[] Stream(int chunks)
    {
        var body = new StringBuilder();
        for (var i = 0; i < chunks; i++) Chunk($$$"""[{"index":0,"delta":{"content":" word{{{i}}}"},"finish_reason":null}]""");
        Chunk("""[{"index":0,"delta":{},"finish_reason":"stop"}]""");
        return Http("text/event-stream", body.Append("data: [DONE]\n\n").ToString());

        void Chunk(string choices) => body.Append(CultureInfo.InvariantCulture, $$$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1700000000,"model":"{{{Model}}}","choices":{{{choices}}}}""").Append("\n\n");
    }

    /// <summary>The real SDK and the real HTTP stack, over a connection in memory.</summary>
    /// <param name="reply">What every request is answered with.</param>
    /// <param name="policy">Whose policy the client has, if any.</param>
    public static IChatClient Client(byte[] reply, MlflowTracer? policy = null) => Client(new Uri("http://model.test"), InMemoryConnection.Handler(reply), policy);

    /// <summary>The same over any handler.</summary>
    public static IChatClient Client(Uri server, HttpMessageHandler handler, MlflowTracer? policy = null)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = new Uri(server, "/v1"),
            RetryPolicy = new ClientRetryPolicy(0),
            Transport = new HttpClientPipelineTransport(new HttpClient(handler)),
        };
        if (policy is not null) options.UseMlflowTracing(policy);
        return new ChatClient(Model, new ApiKeyCredential("benchmark-key"), options).AsIChatClient();
    }

    /// <summary>Any answer.</summary>
    public static byte[] Http(string type, string body, string status = "200 OK")
        => Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
}
