using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>A span and the tree below it.</summary>
internal sealed class SpanComparison(Comparison comparison)
{
    /// <summary>What .NET SDKs send by themselves where Python's do not.</summary>
    private static readonly HashSet<string> AddedBySdks = ["stream_options", "encoding_format"];

    private readonly JsonComparison _content = new(comparison, nullIsAbsent: !comparison.IsCore);
    private readonly AttributeComparison _attributes = new(comparison);
    private readonly EventComparison _events = new(comparison);

    /// <summary>The name without what tells an asynchronous client from another.</summary>
    public static string Stem(string name) => name.Replace("Async", "", StringComparison.Ordinal);

    public void CompareAll(JsonPath path, JsonNode? expected, JsonNode? actual)
    {
        var golden = expected as JsonArray ?? [];
        var ours = actual as JsonArray ?? [];
        if (golden.Count != ours.Count) comparison.Add(path, Names(golden), Names(ours), $"{golden.Count} spans");
        for (var index = 0; index < Math.Min(golden.Count, ours.Count); index++) Compare(path[index], golden[index]!, ours[index]!);
    }

    private static JsonArray Names(JsonArray spans) => new([.. spans.Select(span => (JsonNode?)span?["name"]?.ToString())]);

    private void Compare(JsonPath path, JsonNode expected, JsonNode actual)
    {
        CompareName(path["name"], expected["name"], actual["name"]);
        comparison.Text(path["type"], expected["type"], actual["type"], "type");
        comparison.Text(path["status"], expected["status"], actual["status"], "status");
        CompareStatusMessage(path["status_message"], expected, actual);
        _content.Compare(path["inputs"], expected["inputs"], actual["inputs"], "inputs", comparison.IsCore ? null : AddedBySdks);
        _content.Compare(path["outputs"], expected["outputs"], actual["outputs"], "outputs");
        _attributes.Compare(path["attributes"], expected["attributes"] as JsonObject, actual["attributes"] as JsonObject);
        _events.Compare(path["events"], expected["events"], actual["events"]);
        _content.Compare(path["links"], expected["links"], actual["links"], "count of links");
        CompareAll(path["children"], expected["children"], actual["children"]);
    }

    private void CompareName(JsonPath path, JsonNode? expected, JsonNode? actual)
    {
        if (comparison.IsCore || expected is null || actual is null)
            comparison.Text(path, expected, actual, "name");
        else if (Stem(expected.ToString()) != Stem(actual.ToString()))
            comparison.Add(path, expected, actual, "name without Async");
    }

    /// <summary>Autolog errors have no message in Python; ours is always <c>Type: message</c> (known-losses F13).</summary>
    private void CompareStatusMessage(JsonPath path, JsonNode expected, JsonNode actual)
    {
        var golden = expected["status_message"]?.ToString();
        var ours = actual["status_message"]?.ToString();
        if (golden is null && !comparison.IsCore && expected["status"]?.ToString() == "ERROR")
        {
            if (ours is null || !ours.Contains(": ", StringComparison.Ordinal)) comparison.Add(path, "Type: message", ours, "status message");
        }
        else if (golden != ours && !IsSameError(golden, ours))
        {
            comparison.Add(path, golden, ours, "status message");
        }
    }

    private static bool IsSameError(string? golden, string? ours)
    {
        if (golden?.Split(": ", 2) is not [var goldenType, var goldenText] || ours?.Split(": ", 2) is not [var type, var text]) return false;
        return ExceptionNames.MeanTheSame(goldenType, type) && ExceptionMessage.IsContained(goldenText, text);
    }
}
