using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Texts that MLflow shows for a whole value: previews, and the metadata <c>mlflow.traceInputs</c> and <c>mlflow.traceOutputs</c>.</summary>
internal sealed class PreviewComparison(Comparison comparison)
{
    private static readonly HashSet<string> AddedBySdks = ["stream_options", "encoding_format"];

    private readonly JsonComparison _content = new(comparison, nullIsAbsent: true);

    /// <summary>Extracted text to the letter; the JSON of a whole object by its value, and only where neither is cut.</summary>
    public void Compare(JsonPath path, JsonNode? expected, JsonNode? actual, string rule)
    {
        var golden = Text(expected);
        var ours = Text(actual);
        if (JsonText.IsCutObject(golden))
        {
            if (string.IsNullOrEmpty(ours)) comparison.Add(path, expected, actual, rule + " missing");
        }
        else if (JsonText.WholeObject(golden) is { } goldenObject)
        {
            CompareObject(path, goldenObject, ours, rule);
        }
        else if (!(IsNothing(golden) && IsNothing(ours)) && PythonArtefacts.Normalise(golden) != PythonArtefacts.Normalise(ours))
        {
            comparison.Add(path, expected, actual, rule);
        }
    }

    private void CompareObject(JsonPath path, JsonNode golden, string? ours, string rule)
    {
        if (JsonText.IsCutObject(ours)) return;
        if (JsonText.WholeObject(ours) is { } oursObject)
            _content.Compare(path, golden, oursObject, rule, comparison.IsCore ? null : AddedBySdks);
        else
            comparison.Add(path, golden, ours, rule + " as JSON");
    }

    private static string? Text(JsonNode? node) => node is JsonObject or JsonArray ? node.ToJsonString() : node?.ToString();

    private static bool IsNothing(string? text) => string.IsNullOrEmpty(text) || text == "null";
}
