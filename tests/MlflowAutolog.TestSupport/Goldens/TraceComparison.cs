using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>A trace: state, previews, metadata, tags, and its spans.</summary>
internal sealed class TraceComparison(Comparison comparison)
{
    private const string TraceName = "mlflow.traceName";
    private const string MlflowPrefix = "mlflow.";

    private static readonly string[] StrictMetadata =
        ["mlflow.trace.tokenUsage", "mlflow.trace.session", "mlflow.trace.user", "mlflow.modelId", "mlflow.trace_schema.version"];

    private static readonly string[] ServerTags = ["mlflow.trace.spansLocation", "mlflow.artifactLocation"];

    private readonly JsonComparison _values = new(comparison, nullIsAbsent: true);
    private readonly PreviewComparison _previews = new(comparison);
    private readonly SpanComparison _spans = new(comparison);

    public void Compare(JsonPath path, JsonNode expected, JsonNode actual)
    {
        comparison.Text(path["state"], expected["state"], actual["state"], "state");
        comparison.Text(path["client_request_id"], expected["client_request_id"], actual["client_request_id"], "client_request_id");
        if (actual["incomplete"] is { } incomplete) comparison.Add(path["incomplete"], null, incomplete, "every span that is announced arrives");
        foreach (var preview in (string[])["request_preview", "response_preview"])
            _previews.Compare(path[preview], expected[preview], actual[preview], "preview");
        CompareMetadata(path["metadata"], Map(expected, "metadata"), Map(actual, "metadata"));
        CompareTags(path["tags"], Map(expected, "tags"), Map(actual, "tags"));
        _values.Compare(path["assessments"], expected["assessments"] ?? new JsonArray(), actual["assessments"] ?? new JsonArray(), "assessments");
        _values.Compare(path["attachments"], expected["attachments"], actual["attachments"], "attachments");
        _spans.CompareAll(path["spans"], expected["spans"], actual["spans"]);
    }

    private static JsonObject Map(JsonNode trace, string name) => trace[name] as JsonObject ?? [];

    private void CompareMetadata(JsonPath path, JsonObject expected, JsonObject actual)
    {
        foreach (var name in StrictMetadata) _values.Compare(path[name], expected[name], actual[name], "metadata");
        foreach (var name in (string[])["mlflow.traceInputs", "mlflow.traceOutputs"])
            _previews.Compare(path[name], expected[name], actual[name], "metadata");
        foreach (var name in OwnKeys(expected, actual)) _values.Compare(path[name], expected[name], actual[name], "metadata of the program");
    }

    private void CompareTags(JsonPath path, JsonObject expected, JsonObject actual)
    {
        foreach (var name in expected.Concat(actual).Select(pair => pair.Key).Distinct().Except(ServerTags))
        {
            if (name == TraceName && !comparison.IsCore && Stem(expected[name]) == Stem(actual[name])) continue;
            _values.Compare(path[name], expected[name], actual[name], "tag");
        }
    }

    private static IEnumerable<string> OwnKeys(JsonObject expected, JsonObject actual)
        => expected.Concat(actual).Select(pair => pair.Key).Where(key => !key.StartsWith(MlflowPrefix, StringComparison.Ordinal)).Distinct();

    private static string? Stem(JsonNode? name) => name is null ? null : SpanComparison.Stem(name.ToString());
}
