using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>Texts become vectors.</summary>
internal static class EmbeddingPorts
{
    private const string Usage = """{"input_tokens":1,"output_tokens":0,"total_tokens":1}""";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/embeddings_one", OneAsync, new Departures()
            .Require("$[0].spans[0].attributes['mlflow.chat.tokenUsage']", Usage, "D8: the reply has usage, Python leaves it out")
            .Require("$[0].metadata['mlflow.trace.tokenUsage']", Usage, "D8: as the span's")),
    ];

    private static async Task OneAsync(Uri model)
        => await OpenAIClients.Embeddings(model, "text-embedding-3-small").GenerateEmbeddingAsync("hello");
}
