using MlflowAutolog.Goldens.Tests.Support;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>What a program says of its traces.</summary>
internal static class TracePorts
{
    public static IEnumerable<GoldenPort> All =>
    [
        new("core/trace_context", Context),
        new("core/update_trace", Update),
    ];

    private static void Context()
    {
        using (Mlflow.Context(session: "s-1", user: "u-1", tags: [new("a", "1")], metadata: [new("m", "1")]))
        {
            Work("first");
            using (Mlflow.Context(session: "s-2", tags: [new("b", "2")], metadata: [new("m", "2")])) Work("second");
            using (Mlflow.Context(enabled: false)) Work("not recorded");
        }

        using (Mlflow.StartSpan("parent"))
        {
            using (Mlflow.Context(enabled: false)) Work("hidden child");
            Work("seen child");
        }
    }

    private static string Work(string x) => Mlflow.Trace("work", SpanType.Unknown, _ => x, inputs: new { x });

    private static void Update() => Mlflow.Trace("root", SpanType.Unknown, _ => Child(), inputs: new { q = "a long question" });

    private static string Child() => Mlflow.Trace("child", SpanType.Unknown, _ =>
    {
        Mlflow.UpdateCurrentTrace(tags: [new("fruit", "apple"), new("n", "1")], metadata: [new("build", "17")], clientRequestId: "req-12345");
        Mlflow.UpdateCurrentTrace(requestPreview: "Short question", responsePreview: "Short answer", modelId: "m-0123456789abcdef0123456789abcdef");
        Mlflow.UpdateCurrentTrace(tags: [new("fruit", "pear")], session: "s-1", user: "u-1");
        return new string('x', 10);
    }, inputs: new Dictionary<string, object?>());
}
