using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>What all OpenAI replies have: the model that answered and the usage.</summary>
internal static class OpenAIReply
{
    public static void Map(JsonElement reply, CallContent span)
    {
        if (reply.ValueKind != JsonValueKind.Object) return;
        if (WireText.Of(reply, "model") is { Length: > 0 } name) span.Model = name;
        if (reply.TryGetProperty("usage", out var usage)) span.Usage = Usage(usage);
    }

    private static TokenUsage? Usage(JsonElement usage)
    {
        if (usage.ValueKind != JsonValueKind.Object) return null;
        var input = Number(usage, "prompt_tokens") ?? Number(usage, "input_tokens");
        var output = Number(usage, "completion_tokens") ?? Number(usage, "output_tokens");
        var total = Number(usage, "total_tokens");
        if (input is null && output is null && total is null) return null;
        var read = usage.TryGetProperty("prompt_tokens_details", out var details) || usage.TryGetProperty("input_tokens_details", out details) ? Number(details, "cached_tokens") : null;
        var tokens = new TokenUsage(input ?? 0, output ?? 0) { CacheReadInputTokens = read };
        return total is null ? tokens : tokens with { TotalTokens = total.Value };
    }

    private static long? Number(JsonElement element, string name)
        => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? (long)number
            : null;
}
