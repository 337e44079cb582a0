using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>Token usage as MLflow's attribute spells it.</summary>
internal static class UsageJson
{
    public static byte[] Write(TokenUsage usage) => JsonBytes.Write(usage, Write);

    private static void Write(TokenUsage usage, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("input_tokens", usage.InputTokens);
        json.WriteNumber("output_tokens", usage.OutputTokens);
        json.WriteNumber("total_tokens", usage.TotalTokens);
        if (usage.CacheReadInputTokens is { } read) json.WriteNumber("cache_read_input_tokens", read);
        if (usage.CacheCreationInputTokens is { } creation) json.WriteNumber("cache_creation_input_tokens", creation);
        json.WriteEndObject();
    }
}
