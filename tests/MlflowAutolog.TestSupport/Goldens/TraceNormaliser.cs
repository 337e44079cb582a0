using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Brings a trace info and its spans, as the server answers them, into the form of a golden.</summary>
internal static class TraceNormaliser
{
    private const string Start = "$start";

    /// <summary>Times, sizes, and what describes the machine: goldens leave it out.</summary>
    private static readonly HashSet<string> LeftOut =
    [
        "mlflow.artifactLocation", "mlflow.user", "mlflow.source.name", "mlflow.source.type",
        "mlflow.source.git.commit", "mlflow.source.git.branch", "mlflow.source.git.repoURL", "mlflow.source.git.dirty",
        "mlflow.trace.sizeStats", "mlflow.trace.sizeBytes",
    ];

    public static JsonObject Normalise(JsonObject info, JsonArray spans)
    {
        var trace = new JsonObject { ["state"] = info["state"]?.ToString() };
        if (info["client_request_id"] is { } client) trace["client_request_id"] = client.ToString();
        if (Announced(info) is { } announced && announced > spans.Count) trace["incomplete"] = $"{announced - spans.Count} of {announced} spans never arrived";
        trace["request_preview"] = info["request_preview"]?.DeepClone();
        trace["response_preview"] = info["response_preview"]?.DeepClone();
        trace["metadata"] = Map(info["trace_metadata"], parsesObjects: true);
        trace["tags"] = Map(info["tags"], parsesObjects: false);
        trace["assessments"] = AssessmentNormaliser.Normalise(info["assessments"] as JsonArray ?? []);
        trace["spans"] = SpanTree.Build(spans);
        trace[Start] = spans.Count > 0 ? spans.Min(span => span!["start_time_unix_nano"]!.GetValue<ulong>()) : Requested(info);
        return trace;
    }

    public static ulong StartOf(JsonObject trace) => trace[Start]!.GetValue<ulong>();

    public static JsonObject WithoutStart(JsonObject trace)
    {
        trace.Remove(Start);
        return trace;
    }

    private static ulong Requested(JsonObject info)
        => (ulong)(DateTimeOffset.Parse(info["request_time"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1_000_000);

    private static int? Announced(JsonObject info)
        => info["trace_metadata"]?["mlflow.trace.sizeStats"]?.ToString() is { } text ? JsonNode.Parse(text)?["num_spans"]?.GetValue<int>() : null;

    private static JsonObject Map(JsonNode? map, bool parsesObjects)
    {
        var kept = new JsonObject();
        foreach (var (key, value) in map as JsonObject ?? [])
        {
            if (!LeftOut.Contains(key)) kept[key] = (parsesObjects ? JsonText.WholeObject(value?.ToString()) : null) ?? value?.DeepClone();
        }

        return kept;
    }
}
