using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Audio;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Images;
using OpenAI.Models;
using OpenAI.Moderations;
using OpenAI.Responses;
using OpenAI.VectorStores;

namespace MlflowAutolog.TestSupport.ModelServer;

/// <summary>Clients of the vendor's real SDK for a server that is not the vendor's.</summary>
public static class OpenAIClients
{
    private static Action<ClientPipelineOptions>? _configure;

    /// <summary>Applies <paramref name="configure"/> to the options of every client that is made until the result is disposed. One at a time in a process.</summary>
    public static IDisposable With(Action<ClientPipelineOptions> configure)
    {
        _configure = configure;
        return new Scope();
    }

    public static ChatClient Chat(this ScriptedModelServer server, string model = "gpt-4o-mini", int retries = 0, TimeSpan? timeout = null)
        => Chat(server.Uri, model, retries, timeout);

    public static ChatClient Chat(Uri server, string model = "gpt-4o-mini", int retries = 0, TimeSpan? timeout = null)
        => new(model, Key, Options(server, retries, timeout));

    public static EmbeddingClient Embeddings(Uri server, string model)
        => new(model, Key, Options(server, retries: 0, timeout: null));

    public static ResponsesClient Responses(this ScriptedModelServer server) => Responses(server.Uri);

    public static ResponsesClient Responses(Uri server)
        => new(Key, Configured(new ResponsesClientOptions { Endpoint = new Uri(server, "/v1"), RetryPolicy = new ClientRetryPolicy(0) }));

    public static ImageClient Images(Uri server, string model = "gpt-image-1", int retries = 0, TimeSpan? timeout = null) => new(model, Key, Options(server, retries, timeout));

    public static AudioClient Audio(Uri server, string model, int retries = 0, TimeSpan? timeout = null) => new(model, Key, Options(server, retries, timeout));

    public static ModerationClient Moderations(Uri server, string model = "omni-moderation-latest") => new(model, Key, Options(server, retries: 0, timeout: null));

    public static VectorStoreClient VectorStores(Uri server) => new(Key, Options(server, retries: 0, timeout: null));

    public static OpenAIModelClient Models(Uri server) => new(Key, Options(server, retries: 0, timeout: null));

    /// <summary>Applies what <see cref="With"/> says to options of a client that is made elsewhere.</summary>
    public static TOptions Configured<TOptions>(TOptions options)
        where TOptions : ClientPipelineOptions
    {
        _configure?.Invoke(options);
        return options;
    }

    private static ApiKeyCredential Key => new("sk-test-key-0123456789abcdef");

    private static OpenAIClientOptions Options(Uri server, int retries, TimeSpan? timeout) => Configured(new OpenAIClientOptions
    {
        Endpoint = new Uri(server, "/v1"),
        RetryPolicy = new ClientRetryPolicy(retries),
        NetworkTimeout = timeout,
    });

    private sealed class Scope : IDisposable
    {
        public void Dispose() => _configure = null;
    }
}
