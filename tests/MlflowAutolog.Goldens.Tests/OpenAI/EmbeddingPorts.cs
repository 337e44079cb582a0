using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>Texts become vectors.</summary>
internal static class EmbeddingPorts
{
    private const string Said = "D8: the reply has usage, Python leaves it out";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/embeddings_one", OneAsync, Counted("""{"input_tokens":1,"output_tokens":0,"total_tokens":1}""")),
        new("openai/embeddings_list_float", ListAsync, Counted("""{"input_tokens":3,"output_tokens":0,"total_tokens":3}""")),
        new("openai/embeddings_error", NothingAsync, FailedPreview.Of(
            "ClientResultException: HTTP 400 invalid_request_error: '$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.")),
    ];

    private static Departures Counted(string usage) => new Departures()
        .Require("$[0].spans[0].attributes['mlflow.chat.tokenUsage']", usage, Said)
        .Require("$[0].metadata['mlflow.trace.tokenUsage']", usage, Said);

    private static async Task OneAsync(Uri model)
        => await OpenAIClients.Embeddings(model, "text-embedding-3-small").GenerateEmbeddingAsync("hello");

    // The SDK's typed method asks for base64, whatever the server sends; as floats they come by the protocol method only.
    private static async Task ListAsync(Uri model)
    {
        using var body = BinaryContent.Create(BinaryData.FromString("""{"model":"text-embedding-3-large","input":["red","blue car"],"encoding_format":"float","dimensions":3}"""));
        await OpenAIClients.Embeddings(model, "text-embedding-3-large").GenerateEmbeddingsAsync(body, new RequestOptions());
    }

    private static async Task NothingAsync(Uri model)
    {
        using var body = BinaryContent.Create(BinaryData.FromString("""{"model":"text-embedding-3-small","input":[]}"""));
        await Should.ThrowAsync<ClientResultException>(() => OpenAIClients.Embeddings(model, "text-embedding-3-small").GenerateEmbeddingsAsync(body, new RequestOptions()));
    }
}
