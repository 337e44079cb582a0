using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Audio;
using OpenAI.Chat;
using OpenAI.Embeddings;
using OpenAI.Images;
using OpenAI.Moderations;
using OpenAI.Responses;

namespace MlflowAutolog.OpenAI.Tests.WrappedEqualsBare;

/// <summary>The clients whose every member is tried, and how each is made.</summary>
internal static class Clients
{
    private static readonly ApiKeyCredential Key = new("sk-test-key-0123456789abcdef");

    public static IReadOnlyDictionary<string, Type> All { get; } =
        new[] { typeof(ChatClient), typeof(ResponsesClient), typeof(EmbeddingClient), typeof(ImageClient), typeof(AudioClient), typeof(ModerationClient) }.ToDictionary(type => type.Name);

    public static object Make(Type client, Uri endpoint, Action<ClientPipelineOptions> configure)
    {
        var options = Configured(new OpenAIClientOptions { Endpoint = endpoint }, configure);
        return client.Name switch
        {
            nameof(ChatClient) => new ChatClient("m", Key, options),
            nameof(ResponsesClient) => new ResponsesClient(Key, Configured(new ResponsesClientOptions { Endpoint = endpoint }, configure)),
            nameof(EmbeddingClient) => new EmbeddingClient("m", Key, options),
            nameof(ImageClient) => new ImageClient("m", Key, options),
            nameof(AudioClient) => new AudioClient("m", Key, options),
            nameof(ModerationClient) => new ModerationClient("m", Key, options),
            _ => throw new NotSupportedException(client.Name),
        };
    }

    private static TOptions Configured<TOptions>(TOptions options, Action<ClientPipelineOptions> configure)
        where TOptions : ClientPipelineOptions
    {
        configure(options);
        return options;
    }
}
