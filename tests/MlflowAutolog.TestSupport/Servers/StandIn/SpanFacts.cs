using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>What the server concludes for a trace from spans that arrive.</summary>
internal static class SpanFacts
{
    private const string TagPrefix = "mlflow.traceTag.";

    public static void Add(StoredTrace trace, IReadOnlyList<StoredSpan> spans, bool isOldest)
    {
        foreach (var span in spans) trace.Spans[span.SpanId] = span;
        trace.Tags["mlflow.trace.spansLocation"] = "TRACKING_STORE";
        TokenUsageFacts.Update(trace, spans);
        if (!trace.HasInfo || !spans.Any(span => span.Attributes.ContainsKey("mlflow.chat.tokenUsage"))) Widen(trace, spans);

        var roots = spans.Where(span => span.IsRoot).ToList();
        if (trace.State == "IN_PROGRESS" && roots.Count > 0) trace.State = roots[0].StatusCode == "STATUS_CODE_ERROR" ? "ERROR" : "OK";
        if (roots.Count > 0) FillPreviews(trace, roots[^1]);
        if (isOldest) return;

        FillOnce(trace, "mlflow.trace.session", spans.Select(span => span.Text("session.id") ?? span.Text("gen_ai.conversation.id")));
        FillOnce(trace, "mlflow.trace.user", spans.Select(span => span.Text("user.id")));
        foreach (var root in roots) LiftTags(trace, root);
    }

    private static void Widen(StoredTrace trace, IReadOnlyList<StoredSpan> spans)
    {
        var start = Time(spans.Min(span => span.Start));
        var end = Time(spans.Max(span => span.End));
        if (trace.RequestTime != DateTimeOffset.UnixEpoch)
        {
            var oldEnd = trace.RequestTime + trace.Duration;
            start = start < trace.RequestTime ? start : trace.RequestTime;
            end = end > oldEnd ? end : oldEnd;
        }

        trace.RequestTime = start;
        trace.Duration = end - start;
    }

    private static DateTimeOffset Time(ulong unixNano) => DateTimeOffset.UnixEpoch.AddMilliseconds(unixNano / 1_000_000);

    private static void FillPreviews(StoredTrace trace, StoredSpan root)
    {
        if (root.Attributes["mlflow.spanInputs"] is { } inputs) trace.RequestPreview ??= DerivedPreview.Of(inputs, "user");
        if (root.Attributes["mlflow.spanOutputs"] is { } outputs) trace.ResponsePreview ??= DerivedPreview.Of(outputs, "assistant");
    }

    private static void FillOnce(StoredTrace trace, string key, IEnumerable<string?> candidates)
    {
        if (candidates.FirstOrDefault(candidate => candidate is not null) is { } value) trace.Metadata.TryAdd(key, value);
    }

    private static void LiftTags(StoredTrace trace, StoredSpan root)
    {
        foreach (var (key, value) in root.Attributes)
        {
            if (!key.StartsWith(TagPrefix, StringComparison.Ordinal)) continue;
            var tag = key[TagPrefix.Length..];
            if (tag is "mlflow.trace.spansLocation" or "mlflow.artifactLocation")
                throw RefusedException.Detail(422, $"The stand-in is stricter than MLflow: '{tag}' overwrites what the server keeps there.");
            trace.Tags[tag] = value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : value?.ToJsonString() ?? "null";
        }
    }
}
