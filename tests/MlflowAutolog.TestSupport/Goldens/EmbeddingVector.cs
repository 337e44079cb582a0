using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Embedding vectors are compared by their dimensions; ours is <c>{"dimensions": n}</c>, the numbers, or base64 of floats.</summary>
internal static class EmbeddingVector
{
    public static bool Is(JsonNode? golden)
        => golden is JsonArray { Count: > 0, Parent: JsonObject } numbers
            && numbers.GetPropertyName() == "embedding"
            && numbers.All(number => number?.GetValueKind() == JsonValueKind.Number);

    public static int? Dimensions(JsonNode? actual) => actual switch
    {
        JsonObject summary when summary["dimensions"] is { } dimensions => dimensions.GetValue<int>(),
        JsonArray numbers => numbers.Count,
        JsonValue text when text.GetValueKind() == JsonValueKind.String => Floats(text.GetValue<string>()),
        _ => null,
    };

    private static int? Floats(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? length / sizeof(float) : null;
    }
}
