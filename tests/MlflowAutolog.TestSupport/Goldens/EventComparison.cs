using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Events of a span: exceptions by meaning, chunks by count and content, others as the program gave them.</summary>
internal sealed class EventComparison(Comparison comparison)
{
    private const string ChunkPrefix = "mlflow.chunk.item.";
    private const string ChunkValue = "mlflow.chunk.value";
    private const string ExceptionName = "exception";
    private const string AttemptName = "http.attempt";

    private readonly JsonComparison _values = new(comparison, nullIsAbsent: true);

    public void Compare(JsonPath path, JsonNode? expected, JsonNode? actual)
    {
        var golden = Events(expected);
        var ours = Events(actual).Where(item => item.Name != AttemptName).ToList();
        ComparePairs(path, Named(golden, ExceptionName), Named(ours, ExceptionName), "exception events", CompareException);
        ComparePairs(path, Chunks(golden), Chunks(ours), "chunk events", CompareChunk);
        ComparePairs(path, Others(golden), Others(ours), "events", CompareOther);
    }

    private static List<(string Name, JsonNode Event)> Events(JsonNode? events)
        => events is JsonArray list ? [.. list.Select(item => (item!["name"]!.ToString(), item!))] : [];

    private static List<JsonNode> Named(IEnumerable<(string Name, JsonNode Event)> events, string name)
        => [.. events.Where(item => item.Name == name).Select(item => item.Event)];

    private static List<JsonNode> Chunks(IEnumerable<(string Name, JsonNode Event)> events)
        => [.. events.Where(item => item.Name.StartsWith(ChunkPrefix, StringComparison.Ordinal)).Select(item => item.Event)];

    private static List<JsonNode> Others(IEnumerable<(string Name, JsonNode Event)> events)
        => [.. events.Where(item => item.Name != ExceptionName && !item.Name.StartsWith(ChunkPrefix, StringComparison.Ordinal)).Select(item => item.Event)];

    private static string Attribute(JsonNode item, string name) => item["attributes"]?[name]?.ToString() ?? "";

    private static JsonNode? Parsed(string text) => JsonText.TryParse(text, out var json) ? json : text;

    private void ComparePairs(JsonPath path, List<JsonNode> golden, List<JsonNode> ours, string rule, Action<JsonPath, JsonNode, JsonNode> compare)
    {
        if (golden.Count != ours.Count) comparison.Add(path, golden.Count, ours.Count, "count of " + rule);
        foreach (var (expected, actual) in golden.Zip(ours)) compare(path[expected.GetElementIndex()], expected, actual);
    }

    private void CompareException(JsonPath path, JsonNode expected, JsonNode actual)
    {
        var attributes = path["attributes"];
        if (!ExceptionNames.MeanTheSame(Attribute(expected, "exception.type"), Attribute(actual, "exception.type")))
            comparison.Add(attributes["exception.type"], Attribute(expected, "exception.type"), Attribute(actual, "exception.type"), "class of equal meaning");
        if (!ExceptionMessage.IsContained(Attribute(expected, "exception.message"), Attribute(actual, "exception.message")))
            comparison.Add(attributes["exception.message"], Attribute(expected, "exception.message"), Attribute(actual, "exception.message"), "contains the error's message");
    }

    private void CompareChunk(JsonPath path, JsonNode expected, JsonNode actual)
    {
        comparison.Text(path["name"], expected["name"], actual["name"], "name of a chunk event");
        _values.Compare(path["attributes"][ChunkValue], Parsed(Attribute(expected, ChunkValue)), Parsed(Attribute(actual, ChunkValue)), "chunk up to null fields");
    }

    private void CompareOther(JsonPath path, JsonNode expected, JsonNode actual)
    {
        comparison.Text(path["name"], expected["name"], actual["name"], "name of an event");
        _values.Compare(path["attributes"], expected["attributes"], actual["attributes"], "attributes of an event");
    }
}
