using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
using QuickStart.LocalModel;

namespace QuickStart;

/// <summary>The model behind the agent: OpenAI's with <c>OPENAI_API_KEY</c>, else one that the sample serves itself. The agent cannot tell.</summary>
internal sealed class Model : IAsyncDisposable
{
    private readonly ModelServer? _local;

    private Model(OpenAIClient client, ModelServer? local)
    {
        _local = local;
        Chat = client.GetChatClient("gpt-4o-mini");
        Embeddings = client.GetEmbeddingClient("text-embedding-3-small");
    }

    public ChatClient Chat { get; }

    public EmbeddingClient Embeddings { get; }

    public static Model FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("OPENAI_API_KEY") is { Length: > 0 } key) return new Model(new OpenAIClient(key), local: null);
        var server = ModelServer.Start(Environment.GetEnvironmentVariable("QUICKSTART_WIRE_LOG"));
        var options = new OpenAIClientOptions { Endpoint = new Uri(server.Address, "v1") };
        return new Model(new OpenAIClient(new ApiKeyCredential("no-key-needed"), options), server);
    }

    public async ValueTask DisposeAsync()
    {
        if (_local is not null) await _local.DisposeAsync();
    }
}
