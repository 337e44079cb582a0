using System.Text.Json;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Traced functions of every kind, and what is said of a trace in them.</summary>
internal static class FunctionUsePorts
{
    private static readonly Dictionary<string, object?> NoInputs = [];

    public static IEnumerable<GoldenPort> All =>
    [
        new("core/decorator_methods", Methods),
        new("core/decorator_options", () => Price("K-1"), new Departures().Require(
            "$[0].spans[0].attributes['mlflow.spanFunctionName']", "\"price lookup\"", "a lambda has no name but the span's")),
        new("core/exception_handled", () => Handle("a").ShouldBe("default")),
        new("core/large_tree", () => Root().ShouldBe(12124)),
        new("core/retriever_documents", () => Rag("capital of Norway").ShouldBe(3)),
        new("core/set_outputs_inside_decorator", () => Login("anna", "secret").ShouldBe("t0ken")),
        new("core/tool_span", Tool),
        new("core/two_roots_and_last_id", TwoRoots),
        new("core/update_trace_state", States, new Departures().Require("$[1].response_preview", "\"InvalidOperationException: expected\"", "F1: lists show readable text; without any, the error")),
        new("core/usage_aggregation", Usage),
    ];

    private static void Methods()
    {
        Greet("S", "Anna", ["Ben"], loud: true, new { lang = "de" });
        Mlflow.Trace("build", SpanType.Unknown, _ => "T", inputs: new { name = "T" });
        Mlflow.Trace("area", SpanType.Unknown, _ => 2 * 3, inputs: new { w = 2, h = 3 });
    }

    private static string Greet(string shop, string who, string[] names, bool loud, object more)
        => Mlflow.Trace("greet", SpanType.Unknown, _ => $"{shop} greets {who}", inputs: new { who, names, loud, more });

    private static void Price(string sku) => Mlflow.Trace("price lookup", SpanType.Tool, span =>
    {
        span.SetAttributes([new("unit", "EUR"), new("limit", 3), new("tags", new[] { "a", "b" }), new("nested", new { x = 1.5 })]);
        span.SetDescription("Looks up a price").SetLogLevel(SpanLogLevel.Warning);
        return new { sku, price = 9.5 };
    }, inputs: new { sku });

    private static string Handle(string order) => Mlflow.Trace("handle", SpanType.Unknown, _ =>
    {
        try
        {
            return Load(order);
        }
        catch (KeyNotFoundException)
        {
            // What the program is about.
            return "default";
        }
    }, inputs: new { order });

    private static string Load(string order) => Mlflow.Trace("load", SpanType.Unknown, _ => new Dictionary<string, string>()[order], inputs: new { order });

    private static int Root()
        => Mlflow.Trace("root", SpanType.Agent, _ => Enumerable.Range(0, 3).Sum(Branch) + Enumerable.Range(0, 8).Sum(k => Leaf(9, 9, k)), inputs: NoInputs);

    private static int Branch(int i) => Mlflow.Trace("branch", SpanType.Chain, _ => Enumerable.Range(0, 4).Sum(j => Node(i, j)), inputs: new { i });

    private static int Node(int i, int j) => Mlflow.Trace("node", SpanType.Unknown, _ => Enumerable.Range(0, 3).Sum(k => Leaf(i, j, k)), inputs: new { i, j });

    private static int Leaf(int i, int j, int k) => Mlflow.Trace("leaf", SpanType.Unknown, _ => i * 100 + j * 10 + k, inputs: new { i, j, k });

    private static int Rag(string query) => Mlflow.Trace("rag", SpanType.Chain, _ => Search(query, 2).Length + SearchPlain(query).Length, inputs: new { query });

    private static RetrievedDocument[] Search(string query, int k) => Mlflow.Trace("search", SpanType.Retriever, RetrievedDocument[] (_) =>
    [
        new("Oslo is the capital of Norway.", new Dictionary<string, object?> { ["doc_uri"] = "kb/norway", ["chunk_id"] = "1", ["score"] = 0.91 }, "d-1"),
        new("Bergen is a city."),
    ], inputs: new { query, k });

    private static object[] SearchPlain(string query) => Mlflow.Trace("search_plain", SpanType.Retriever,
        object[] (_) => [new { page_content = "Text", metadata = new { doc_uri = "kb/x" }, id = (string?)null }], inputs: new { query });

    private static string Login(string user, string password) => Mlflow.Trace("login", SpanType.Unknown, _ =>
    {
        Mlflow.CurrentSpan.SetInputs(("user", user), ("password", "***"));
        Mlflow.CurrentSpan.SetOutputs("token hidden");
        return "t0ken";
    }, inputs: new { user, password });

    private static void Tool()
    {
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"]}""");
        using var model = Mlflow.StartSpan("model", SpanType.ChatModel);
        model.SetChatTools([new MlflowChatTool("add", "Adds", schema.RootElement)]);
        model.SetOutputs(Mlflow.Trace("add", SpanType.Tool, _ => 1 + 2, inputs: new { a = 1, b = 2 }));
    }

    // The tag stands for set_trace_tag: what is compared is which trace has it.
    private static void TwoRoots()
    {
        Mlflow.Trace("a", SpanType.Unknown, _ => 1, inputs: NoInputs);
        var first = Mlflow.LastTraceId!;
        Mlflow.Trace("b", SpanType.Unknown, _ => 2, inputs: NoInputs);
        Mlflow.LastTraceId.ShouldNotBe(first);
        Mlflow.FlushAsync().GetAwaiter().GetResult().ShouldBeTrue();
        Mlflow.SetTraceTagAsync(first, "looked", "yes").GetAwaiter().GetResult();
        Mlflow.SetTraceTagAsync(first, "temporary", "x").GetAwaiter().GetResult();
        Mlflow.DeleteTraceTagAsync(first, "temporary").GetAwaiter().GetResult();
        Mlflow.GetTraceAsync(first).GetAwaiter().GetResult()!.Info.State.ShouldBe(TraceState.Ok);
    }

    private static void States()
    {
        Mlflow.Trace("soft_failure", SpanType.Unknown, _ =>
        {
            Mlflow.UpdateCurrentTrace(state: TraceState.Error);
            return "no answer found";
        }, inputs: NoInputs);
        Should.Throw<InvalidOperationException>(() => Mlflow.Trace<int>("known_problem", SpanType.Unknown, _ =>
        {
            Mlflow.UpdateCurrentTrace(state: TraceState.Ok);
            throw new InvalidOperationException("expected");
        }, inputs: NoInputs));
    }

    private static void Usage()
    {
        using var root = Mlflow.StartSpan("root", SpanType.Agent);
        Model("first", new TokenUsage(100, 10));
        using (var wrapper = Mlflow.StartSpan("wrapper", SpanType.ChatModel))
        {
            wrapper.SetTokenUsage(new TokenUsage(200, 20));
            Model("second", new TokenUsage(200, 20) { CacheReadInputTokens = 64 });
        }

        Model("third", new TokenUsage(50, 5) { CacheReadInputTokens = 32, CacheCreationInputTokens = 8 });
    }

    private static void Model(string name, TokenUsage usage) => Mlflow.StartSpan(name, SpanType.ChatModel).SetModel("gpt-4o-mini").SetTokenUsage(usage).End();
}
