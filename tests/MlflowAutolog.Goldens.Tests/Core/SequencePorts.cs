using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Generators.</summary>
internal static class SequencePorts
{
    private const string Left = "A3: a generator that is left early ends its span, with what was read";
    private const string Failed = "B7: what was read before the failure is kept, and the status says what failed (F13)";

    private static readonly Dictionary<string, object?> NoInputs = [];

    public static IEnumerable<GoldenPort> All =>
    [
        new("core/decorator_generator", () => Numbers(3).ShouldBe([0, 2, 4])),
        new("core/decorator_generator_reducer", () => string.Concat(Words("one two three")).ShouldBe("one two three ")),
        new("core/decorator_generator_break", Break, new Departures().Insert("$[0]", """
            {
              "state": "OK", "request_preview": "{}", "response_preview": "[1]",
              "metadata": { "mlflow.traceInputs": {}, "mlflow.traceOutputs": [1], "mlflow.trace_schema.version": "3" },
              "tags": { "mlflow.traceName": "numbers" }, "assessments": [],
              "spans": [{
                "name": "numbers", "type": "UNKNOWN", "status": "OK", "inputs": {}, "outputs": [1],
                "attributes": { "mlflow.spanLogLevel": 10, "mlflow.stream.abandoned": true },
                "events": [{ "name": "mlflow.chunk.item.0", "attributes": { "mlflow.chunk.value": "1" } }], "children": []
              }]
            }
            """, Left)),
        new("core/decorator_generator_error", () => Should.Throw<InvalidOperationException>(() => Flaky().Count()), new Departures()
            .Require("$[0].spans[0].status_message", "\"InvalidOperationException: source dried up\"", Failed)
            .Require("$[0].spans[0].outputs", "[1,2]", Failed)
            .Require("$[0].metadata['mlflow.traceOutputs']", "[1,2]", Failed)
            .Require("$[0].response_preview", "\"[1, 2]\"", Failed)),
        new("core/decorator_async_generator", async () =>
        {
            var items = new List<string>();
            await foreach (var item in Feed(2)) items.Add(item);
            items.ShouldBe(["item 0", "item 1"]);
        }),
    ];

    private static IEnumerable<int> Numbers(int count) => Mlflow.TraceStream("numbers", SpanType.Unknown, _ => Enumerable.Range(0, count).Select(Double), inputs: new { count });

    private static int Double(int x) => Mlflow.Trace("double", SpanType.Unknown, _ => 2 * x, inputs: new { x });

    private static IEnumerable<string> Words(string text)
        => Mlflow.TraceStream("words", SpanType.Llm, _ => text.Split(' ').Select(word => word + " "), inputs: new { text }, reducer: words => string.Concat(words));

    private static void Break()
    {
        Mlflow.TraceStream("numbers", SpanType.Unknown, _ => Enumerable.Range(1, 2), inputs: NoInputs).First().ShouldBe(1);
        Mlflow.Trace("after", SpanType.Unknown, _ => "done", inputs: NoInputs);
    }

    private static IEnumerable<int> Flaky()
    {
        return Mlflow.TraceStream("flaky", SpanType.Unknown, _ => Items(), inputs: NoInputs);

        static IEnumerable<int> Items()
        {
            yield return 1;
            yield return 2;
            throw new InvalidOperationException("source dried up");
        }
    }

    private static IAsyncEnumerable<string> Feed(int n)
    {
        return Mlflow.TraceStreamAsync("feed", SpanType.Chain, _ => Items(n), inputs: new { n });

        static async IAsyncEnumerable<string> Items(int n)
        {
            for (var i = 0; i < n; i++) yield return await LookupAsync(i);
        }
    }

    private static Task<string> LookupAsync(int i) => Mlflow.TraceAsync("lookup", SpanType.Unknown, async _ =>
    {
        await Task.Yield();
        return $"item {i}";
    }, inputs: new { i });
}
