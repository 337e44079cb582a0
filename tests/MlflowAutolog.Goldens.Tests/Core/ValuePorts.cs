using System.Numerics;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Values of every kind, as inputs and as outputs.</summary>
internal static class ValuePorts
{
    private const string Circle = "A6: a circle is written as such, and nothing is thrown";
    private const string Lost = "A5: a span is never lost for its content; what cannot be carried becomes text";
    private const string Keys = "F17: keys that are different stay so; no .NET dictionary has a key that is null";
    private const string OddKeys = """{"1":"one","true":"yes","2.5":"float"}""";

    public static IEnumerable<GoldenPort> All =>
    [
        new("core/values_basic", Basic, new Departures()
            .Require("$[0].spans[0].children[13].inputs.value", OddKeys, Keys)
            .Require("$[0].spans[0].children[13].outputs", OddKeys, Keys)),
        new("core/values_hard", Hard, new Departures()
            .Require("$[0].spans[0].children[0].status", "\"OK\"", Circle)
            .RequireAbsent("$[0].spans[0].children[0].status_message", Circle)
            .RequireAbsent("$[0].spans[0].children[0].events", Circle)
            .Require("$[0].spans[0].children[0].attributes['mlflow.spanLogLevel']", "10", Circle)
            .Require("$[0].spans[0].children[0].inputs", """{"value":[1,"<circular>"]}""", Circle)
            .Require("$[0].spans[0].children[0].outputs", """[1,"<circular>"]""", Circle)
            .Require("$[0].spans[0].children[1].inputs", """{"value":{"node":{"Me":"<circular>"}}}""", Circle)
            .Require("$[0].spans[0].children[1].outputs", """{"node":{"Me":"<circular>"}}""", Circle)
            .Require("$[0].spans[0].children[2].inputs", """{"value":[{"key":[1,2],"value":"a"}]}""", "F17: keys that are no text make a list of pairs")
            .Require("$[0].spans[0].children[2].outputs", """[{"key":[1,2],"value":"a"}]""", "F17: keys that are no text make a list of pairs")
            .Insert("$[0].spans[0].children[3]", Span("deep"), Lost)
            .Require("$[0].spans[0].children[3].inputs", inputs => IsCutBelow(inputs!["value"]), Lost)
            .Require("$[0].spans[0].children[3].outputs", IsCutBelow, Lost)
            .Insert("$[0].spans[0].children[5]", Span("big int", """{"value":"9223372036854775808"}""", "\"9223372036854775808\""), Lost)),
    ];

    private static string Span(string name, string inputs = "null", string outputs = "null")
        => $$"""{"name":"{{name}}","type":"UNKNOWN","status":"OK","inputs":{{inputs}},"outputs":{{outputs}},"attributes":{"mlflow.spanLogLevel":10},"children":[]}""";

    /// <summary>Twenty lists inside one another at least, then the mark of a cut.</summary>
    private static bool IsCutBelow(JsonNode? lists)
    {
        var levels = 0;
        while (lists is JsonArray { Count: 1 } list)
        {
            lists = list[0];
            levels++;
        }

        return levels is >= 20 and < 60 && lists?.ToString() == "…";
    }

    private static void Basic()
    {
        using var root = Mlflow.StartSpan("root");
        Keep("text", "Grüße \"quoted\" \\ \n\t / </script>");
        Keep("empty text", "");
        Keep("int", 42);
        Keep("large int", 9007199254740993);
        Keep("float", 0.1);
        Keep("whole float", 3.0);
        Keep("small float", 1e-7);
        Keep("large float", 1e22);
        Keep("bool", true);
        Keep("null", null);
        Keep("list", new object?[] { 1, "a", null, new object[] { 2.5, new Dictionary<string, object>() } });
        Keep("tuple", (1, 2));
        Keep("object", new { b = 1, a = new { c = Array.Empty<int>() } });
        Keep("odd keys", new Dictionary<object, string> { [1] = "one", [true] = "yes", [2.5] = "float" });
    }

    private static void Hard()
    {
        var circle = new List<object> { 1 };
        circle.Add(circle);
        var deep = new List<object>();
        var current = deep;
        for (var level = 0; level < 60; level++)
        {
            var next = new List<object>();
            current.Add(next);
            current = next;
        }

        using var root = Mlflow.StartSpan("root");
        Keep("circular", circle);
        Keep("circular object", new { node = new Node() });
        Keep("tuple keys", new Dictionary<(int, int), string> { [(1, 2)] = "a" });
        Keep("deep", deep);
        Keep("int64", long.MaxValue);
        Keep("big int", BigInteger.Pow(2, 63));
        Keep("control", "\u0001\u001f\u007f");
    }

    private static void Keep(string name, object? value)
    {
        using var span = Mlflow.StartSpan(name);
        span.SetInputs(("value", value));
        span.SetOutputs(value);
    }

    private sealed class Node
    {
        public Node Me => this;
    }
}
