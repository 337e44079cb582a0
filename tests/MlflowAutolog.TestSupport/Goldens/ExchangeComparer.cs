using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Compares the requests of the .NET SDK with those of Python's: number, order, path, model, messages, tools; and no trace header for the vendor.</summary>
public static class ExchangeComparer
{
    private static readonly string[] Compared = ["model", "messages", "tools", "input"];

    public static IReadOnlyList<Difference> Compare(GoldenScenario scenario, IReadOnlyList<ModelExchange> actual, Departures? departures = null)
    {
        departures ??= new Departures();
        var expected = departures.Apply(scenario.Exchanges);
        var comparison = new Comparison(scenario.Area, departures);
        if (expected.Count != actual.Count) comparison.Add(JsonPath.Root, expected.Count, actual.Count, "number of exchanges");
        var values = new JsonComparison(comparison, nullIsAbsent: true);
        foreach (var (index, exchange) in actual.Take(expected.Count).Index())
        {
            var path = JsonPath.Root[index]["request"];
            var golden = expected[index]!["request"]!;
            comparison.Text(path["method"], golden["method"], exchange.Method, "method");
            comparison.Text(path["path"], golden["path"]!.ToString().Split('?')[0], exchange.Path, "path");
            if (exchange.Header("traceparent") is { } sent) comparison.Add(path["headers"]["traceparent"], null, sent, "the vendor gets no trace header");
            foreach (var name in Compared)
                values.Compare(path["body"][name], Plain(golden["body"]?[name]), Plain(exchange.Json?[name]), "request");
        }

        return comparison.Found;
    }

    /// <summary>A content of one text part is that text: SDKs differ.</summary>
    private static JsonNode? Plain(JsonNode? node) => node switch
    {
        JsonArray { Count: 1 } parts when parts[0] is JsonObject { Count: 2 } part && part["type"]?.ToString() == "text" && part["text"] is { } text => text.DeepClone(),
        JsonArray list => new JsonArray([.. list.Select(Plain)]),
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Plain(pair.Value)))),
        _ => node?.DeepClone(),
    };
}
