using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire.OpenAI.VectorStores;

/// <summary>A search in a vector store; nothing else of these stores is a call to a model.</summary>
internal sealed class VectorStoresFormat : OpenAIFormat, IWireFormat
{
    private const string Stores = "/vector_stores/";
    private const string Search = "/search";
    private const string IdName = "vector_store_id";

    public override string SpanName => "VectorStores";

    public override string SpanType => MlflowAutolog.SpanType.Retriever;

    public override bool MatchesPath(string path) => !StoreIn(path).IsEmpty;

    public override bool IsCall(JsonElement request) => request.TryGetProperty("query", out _);

    public override void MapAddress(Uri url, CallContent span)
    {
        var id = Uri.UnescapeDataString(StoreIn(url.AbsolutePath).ToString());
        if (span.CapturesContent || Word.Is(id)) span.Set(IdName, AttributeValue.Of(id));
        if (span.CapturesContent && JsonBody.Parse(span.Inputs.Utf8) is { } inputs)
        {
            using (inputs) span.SetInputs(WithId(id, inputs.RootElement));
        }
    }

    public override void MapReply(JsonElement reply, CallContent span)
    {
        base.MapReply(reply, span);
        var isRewritten = span.Find("rewrite_query") is { Kind: AttributeKind.Flag, Flag: true };
        if (FoundDocuments.Read(reply, isRewritten) is not { } documents) return;
        span.SetOutputs(documents);
        // The outputs are the documents alone, which is what MLflow draws and judges: the rest stands beside them.
        if (reply.TryGetProperty("has_more", out var more) && more.ValueKind is JsonValueKind.True or JsonValueKind.False) span.Set("has_more", AttributeValue.Of(more.GetBoolean()));
        if (span.CapturesContent && WireText.Of(reply, "next_page") is { } next) span.Set("next_page", AttributeValue.Of(next));
    }

    /// <summary>Empty where the path is that of a store named so, of its files, or another one altogether.</summary>
    private static ReadOnlySpan<char> StoreIn(string path)
    {
        if (!EndsWith(path, Search)) return default;
        var before = path.AsSpan(0, path.Length - Search.Length);
        var store = before[(before.LastIndexOf('/') + 1)..];
        return before[..^store.Length].EndsWith(Stores, StringComparison.OrdinalIgnoreCase) ? store : default;
    }

    private static byte[] WithId(string id, JsonElement inputs) => JsonBytes.Write((id, inputs), static (call, json) =>
    {
        json.WriteStartObject();
        json.WriteString(IdName, call.id);
        foreach (var member in call.inputs.EnumerateObject()) WireMember.Write(json, member);
        json.WriteEndObject();
    });
}
