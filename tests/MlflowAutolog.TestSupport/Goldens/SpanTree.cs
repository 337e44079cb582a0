using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Turns the flat spans of a <c>traces.json</c> artifact into a tree, children in order of start.</summary>
internal static class SpanTree
{
    private static readonly HashSet<string> OwnPlaces = ["mlflow.traceRequestId", "mlflow.spanType", "mlflow.spanInputs", "mlflow.spanOutputs"];

    public static JsonArray Build(JsonArray spans)
    {
        var known = spans.Select(span => span!["span_id"]!.ToString()).ToHashSet();
        var byParent = spans.Select(span => span!).OrderBy(span => span["start_time_unix_nano"]!.GetValue<ulong>())
            .ToLookup(span => span["parent_span_id"]?.ToString() is { Length: > 0 } parent && known.Contains(parent) ? parent : "");
        return Children("", byParent);
    }

    private static JsonArray Children(string parent, ILookup<string, JsonNode> byParent)
        => new([.. byParent[parent].Select(span => (JsonNode)Render(span, byParent))]);

    private static JsonObject Render(JsonNode span, ILookup<string, JsonNode> byParent)
    {
        var attributes = (JsonObject)span["attributes"]!;
        var rendered = new JsonObject
        {
            ["name"] = span["name"]?.ToString() ?? "",
            ["type"] = Value(attributes, "mlflow.spanType")?.ToString(),
            ["status"] = span["status"]!["code"]!.ToString().Replace("STATUS_CODE_", "", StringComparison.Ordinal),
        };
        if (span["status"]!["message"]?.ToString() is { Length: > 0 } message) rendered["status_message"] = message;
        rendered["inputs"] = Value(attributes, "mlflow.spanInputs");
        rendered["outputs"] = Value(attributes, "mlflow.spanOutputs");
        rendered["attributes"] = new JsonObject(
            attributes.Where(pair => !OwnPlaces.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, Value(attributes, pair.Key))));
        if (span["events"] is JsonArray { Count: > 0 } events) rendered["events"] = new JsonArray([.. events.Select(Event)]);
        if (span["links"] is JsonArray { Count: > 0 } links) rendered["links"] = links.Count;
        rendered["children"] = Children(span["span_id"]!.ToString(), byParent);
        return rendered;
    }

    private static JsonNode? Value(JsonObject attributes, string name) => attributes[name]?.ToString() is { } text ? JsonNode.Parse(text) : null;

    private static JsonObject Event(JsonNode? item)
    {
        var attributes = item!["attributes"]?.DeepClone() as JsonObject ?? [];
        if (attributes.ContainsKey("exception.stacktrace")) attributes["exception.stacktrace"] = "<stacktrace>";
        return new JsonObject { ["name"] = item["name"]!.ToString(), ["attributes"] = attributes };
    }
}
