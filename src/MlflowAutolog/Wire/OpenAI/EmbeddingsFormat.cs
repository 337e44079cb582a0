using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>Embeddings of OpenAI, Azure OpenAI and every server that speaks the same.</summary>
internal sealed class EmbeddingsFormat : IWireFormat
{
    public string Integration => "OpenAI";

    public string SpanName => "Embeddings";

    public string SpanType => MlflowAutolog.SpanType.Embedding;

    public string ErrorType => OpenAIErrors.Type;

    public bool MatchesPath(string path) => path.EndsWith("/embeddings", StringComparison.OrdinalIgnoreCase);

    public bool IsCall(JsonElement request) => request.TryGetProperty("input", out _) && request.TryGetProperty("model", out _);

    public void MapRequest(JsonElement request, CallContent span) => OpenAIRequest.Map(request, span);

    public void MapReply(JsonElement reply, CallContent span)
    {
        OpenAIReply.Map(reply, span);
        if (reply.ValueKind == JsonValueKind.Object && !span.CapturesVectors) span.SetOutputs(EmbeddingVectors.Shorten(reply));
    }

    public IReplyStream? OpenStream() => null;
}
