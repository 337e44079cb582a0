using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Embeddings;

/// <summary>Embeddings.</summary>
internal sealed class EmbeddingsFormat : OpenAIFormat
{
    public override string SpanName => "Embeddings";

    public override string SpanType => MlflowAutolog.SpanType.Embedding;

    public override bool MatchesPath(string path) => EndsWith(path, "/embeddings");

    // A deployment of Azure's need not be named a second time.
    public override bool IsCall(JsonElement request) => request.TryGetProperty("input", out _);

    public override void MapReply(JsonElement reply, CallContent span)
    {
        base.MapReply(reply, span);
        if (reply.ValueKind == JsonValueKind.Object && !span.CapturesVectors) span.SetOutputs(EmbeddingVectors.Shorten(reply));
    }
}
