using System.Text.Json;
using MlflowAutolog.Tracing.Assembling;

namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>Tokens of a completion, wherever the server tells them, and those from its cache under whichever name.</summary>
internal static class ChatUsage
{
    /// <summary>Null when the reply tells none.</summary>
    public static TokenUsage? Of(JsonElement reply)
        => Read(reply.Member("usage")) ?? Read(reply.Member("x_groq").Member("usage")) ?? OfChoices(reply);

    // Moonshot's streams.
    private static TokenUsage? OfChoices(JsonElement reply) => reply.Items("choices").Select(choice => Read(choice.Member("usage"))).LastOrDefault(usage => usage is not null);

    private static TokenUsage? Read(JsonElement usage)
    {
        var (input, output, total) = (Number(usage, "prompt_tokens"), Number(usage, "completion_tokens"), Number(usage, "total_tokens"));
        if (input is null && output is null && total is null) return null;
        var tokens = new TokenUsage(input ?? 0, output ?? 0) { CacheReadInputTokens = CacheRead(usage), CacheCreationInputTokens = Number(usage, "cache_creation_input_tokens") };
        return total is null ? tokens : tokens with { TotalTokens = total.Value };
    }

    // OpenAI; gateways to Anthropic (LiteLLM, Databricks); DeepSeek; Moonshot.
    private static long? CacheRead(JsonElement usage)
        => Number(usage.Member("prompt_tokens_details"), "cached_tokens") ?? Number(usage, "cache_read_input_tokens") ?? Number(usage, "prompt_cache_hit_tokens") ?? Number(usage, "cached_tokens");

    private static long? Number(JsonElement holder, string name)
        => holder.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number) ? (long)number : null;
}
