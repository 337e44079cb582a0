using MlflowAutolog.Goldens.Tests.Support;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Traced functions.</summary>
internal static class FunctionPorts
{
    public static IEnumerable<GoldenPort> All =>
    [
        new("core/decorator_sync", Sync),
        new("core/decorator_async", () => TotalAsync(4)),
        new("core/nested_three_levels", () => Agent("why").ShouldBe(2)),
        new("core/exception_in_child", () => Should.Throw<OrderException>(() => Handle(7)), FailedPreview.Of("OrderException: order 7 not found")),
        new("core/sampling_zero", SamplingZero),
    ];

    private static void Sync()
    {
        const int a = 1, b = 2;
        const string note = "x";
        Mlflow.Trace("add", SpanType.Unknown, _ => a + b, inputs: new { a, b, note });
    }

    private static Task<int> TotalAsync(int limit)
        => Mlflow.TraceAsync("total", SpanType.Unknown, async _ => await FetchAsync(1) + await FetchAsync(limit), inputs: new { limit });

    private static Task<int> FetchAsync(int n) => Mlflow.TraceAsync("fetch", SpanType.Retriever, async _ =>
    {
        await Task.Yield();
        return n * 10;
    }, inputs: new { n });

    private static int Agent(string q) => Mlflow.Trace("agent", SpanType.Agent, _ => Calc(Plan(q)), inputs: new { q });

    private static int Plan(string q) => Mlflow.Trace("plan", SpanType.Chain, _ => Search(q).Length, inputs: new { q });

    private static object[] Search(string q) => Mlflow.Trace("search", SpanType.Retriever,
        object[] (_) => [new { page_content = "text", metadata = new { doc = 1 } }], inputs: new { q });

    private static int Calc(int x) => Mlflow.Trace("calc", SpanType.Tool, _ => x + 1, inputs: new { x });

    private static int Handle(int order) => Mlflow.Trace("handle", SpanType.Unknown, _ => Load(order), inputs: new { order });

    private static int Load(int order)
        => Mlflow.Trace("load", SpanType.Unknown, int (_) => throw new OrderException($"order {order} not found"), inputs: new { order });

    private static void SamplingZero()
    {
        Mlflow.Trace("plain", SpanType.Unknown, _ => Always(1), inputs: new { x = 1 });
        Always(2);
    }

    private static int Always(int x) => Mlflow.Trace("always", SpanType.Unknown, _ => Inner(x), inputs: new { x }, samplingRatio: 1);

    private static int Inner(int x) => Mlflow.Trace("inner", SpanType.Unknown, _ => x + 1, inputs: new { x });

    private sealed class OrderException(string message) : Exception(message);
}
