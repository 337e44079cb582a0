using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>Facts that MLflow keeps among attributes and metadata.</summary>
internal static class StoredFacts
{
    public static string? Text(IReadOnlyDictionary<string, JsonElement> attributes, string key)
        => attributes.TryGetValue(key, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    public static SpanLogLevel LogLevel(IReadOnlyDictionary<string, JsonElement> attributes)
        => attributes.TryGetValue(WireNames.SpanLogLevel, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var level) ? (SpanLogLevel)level : SpanLogLevel.Unset;

    public static LlmCost? Cost(IReadOnlyDictionary<string, JsonElement> attributes)
        => attributes.TryGetValue(WireNames.Cost, out var cost) ? CostOf(cost) : null;

    public static LlmCost? Cost(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue(WireNames.TraceCost, out var text)) return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return CostOf(json.RootElement);
        }
        catch (JsonException)
        {
            // Metadata under that name that another client wrote: no cost.
            return null;
        }
    }

    public static TokenUsage? Usage(IReadOnlyDictionary<string, string> metadata)
        => metadata.TryGetValue(WireNames.TokenUsage, out var text) ? SpanUsage.TryRead(AttributeValue.OfJson(Encoding.UTF8.GetBytes(text)))?.ToPublic() : null;

    private static LlmCost? CostOf(JsonElement cost)
    {
        var (input, output) = (Number(cost, "input_cost"), Number(cost, "output_cost"));
        if (input is null && output is null && Number(cost, "total_cost") is null) return null;
        return new LlmCost(input ?? 0, output ?? 0, Number(cost, "total_cost") ?? (input ?? 0) + (output ?? 0));
    }

    private static double? Number(JsonElement owner, string name)
        => owner.ValueKind is JsonValueKind.Object && owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number ? value.GetDouble() : null;
}
