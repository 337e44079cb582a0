using System.ClientModel;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;
#if AZURE
using Azure.AI.OpenAI;
#endif
#if RESPONSES
using OpenAI.Responses;
#endif

namespace MlflowAutolog.SdkVersions.App;

/// <summary>The SDK's clients, as an application makes them.</summary>
internal sealed class Clients
{
    private static readonly ApiKeyCredential Key = new("sk-test-key-0123456789abcdef");

    private readonly OpenAIClient _client;

    public Clients(Uri server, bool isTraced)
    {
#if AZURE
        var options = new AzureOpenAIClientOptions();
        if (isTraced) options.UseMlflowTracing();
        _client = new AzureOpenAIClient(server, Key, options);
#else
        var options = new OpenAIClientOptions { Endpoint = new Uri(server, "/v1") };
        if (isTraced) options.UseMlflowTracing();
        _client = new OpenAIClient(Key, options);
#endif
    }

    public ChatClient Chat => _client.GetChatClient("m");

    public EmbeddingClient Embeddings => _client.GetEmbeddingClient("m");

#if RESPONSES
    public ResponsesClient Responses => _client.GetResponsesClient();
#endif
}
