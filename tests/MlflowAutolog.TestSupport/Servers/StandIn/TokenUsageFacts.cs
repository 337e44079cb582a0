using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>The token usage of a trace: a span's usage counts unless one of its ancestors has one.</summary>
internal static class TokenUsageFacts
{
    private const string Attribute = "mlflow.chat.tokenUsage";
    private const string Metadata = "mlflow.trace.tokenUsage";

    private static readonly string[] Always = ["input_tokens", "output_tokens", "total_tokens"];
    private static readonly string[] WhenSeen = ["cache_read_input_tokens", "cache_creation_input_tokens", "cache_creation_input_tokens_above_1hr"];

    public static bool AreNumbers(JsonObject usage) => usage.All(pair => pair.Value?.GetValueKind() == JsonValueKind.Number);

    public static void Update(StoredTrace trace, IReadOnlyList<StoredSpan> arrived)
    {
        if (!arrived.Any(span => span.Attributes.ContainsKey(Attribute))) return;
        if (trace.HasInfo && trace.Metadata.ContainsKey(Metadata)) return;
        var counted = trace.Spans.Values.Where(span => UsageOf(span) is not null && !HasAncestorWithUsage(trace, span)).Select(span => UsageOf(span)!).ToList();
        var total = new JsonObject();
        foreach (var key in Always) total[key] = counted.Sum(usage => Number(usage, key));
        foreach (var key in WhenSeen.Where(key => counted.Any(usage => usage.ContainsKey(key)))) total[key] = counted.Sum(usage => Number(usage, key));
        trace.Metadata[Metadata] = total.ToJsonString();
    }

    private static JsonObject? UsageOf(StoredSpan span) => span.Attributes[Attribute] as JsonObject;

    private static bool HasAncestorWithUsage(StoredTrace trace, StoredSpan span)
    {
        for (var parent = trace.Spans.GetValueOrDefault(span.ParentId); parent is not null; parent = trace.Spans.GetValueOrDefault(parent.ParentId))
        {
            if (UsageOf(parent) is not null) return true;
        }

        return false;
    }

    private static long Number(JsonObject usage, string key) => usage[key] is { } value ? (long)value.AsValue().Deserialize<double>() : 0;
}
