using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;

namespace MlflowAutolog.Goldens.Tests.Core;

/// <summary>Spans that are detached, linked, named alike, told of, or on another thread.</summary>
internal static class SpanUsePorts
{
    private const string Kind = "a failure that is told without an exception is SetStatus; this one is an exception, which has a kind";

    public static IEnumerable<GoldenPort> All =>
    [
        new("core/duplicate_span_names", Names, new Departures().Require("$[0].spans[0].children[2].name", "\"span\"", "a name is required: an empty one gets a form")),
        new("core/span_detached", Detached),
        new("core/span_end_twice", EndTwice),
        new("core/span_events", Events, FailedPreview.Of("InvalidOperationException: bad row")
            .Require("$[0].spans[0].children[0].status_message", "\"IOException: disk is full\"", Kind)
            .Require("$[0].spans[0].children[0].events[0].attributes['exception.type']", "\"IOException\"", Kind)),
        new("core/span_links_and_description", Links) { OnOldest = new Departures().RequireAbsent("$[1].spans[0].links", "MLflow 3.6.0 knows no links of a span") },
        new("core/threads_copied_context", Threads),
    ];

    private static void Names()
    {
        using var root = Mlflow.StartSpan("step");
        foreach (var name in new[] { "step", "step", "", "a/b c", "Ünï 👋", new string('x', 300) }) Mlflow.StartSpan(name).End();
    }

    private static void Detached()
    {
        var root = Mlflow.StartDetachedSpan(
            "request", SpanType.Agent, inputs: new { q = 1 }, attributes: [new("k", "v")], tags: [new("team", "blue")], metadata: [new("build", "17")]);
        var first = Mlflow.StartDetachedSpan("first", parent: root, inputs: "a");
        var second = Mlflow.StartDetachedSpan("second", SpanType.Tool, root);
        first.SetOutputs("A").End();
        using (var other = Mlflow.StartSpan("unrelated")) other.SetOutputs("own trace");
        second.SetOutputs("B").SetAttribute("late", true).SetStatus(SpanStatusCode.Error).End();
        root.SetOutputs(new { r = 2 }).End();
    }

    private static void EndTwice()
    {
        var span = Mlflow.StartDetachedSpan("once").SetOutputs("first");
        span.End();
        span.End();
    }

    private static void Events()
    {
        using var job = Mlflow.StartSpan("job");
        job.AddEvent("cache miss", [new("key", "k1"), new("size", 3), new("ratio", 0.5), new("hot", true), new("parts", new[] { "a", "b" })]);
        job.RecordException(Should.Throw<InvalidOperationException>(() => throw new InvalidOperationException("bad row")));
        using var child = Mlflow.StartSpan("texted");
        child.RecordException(new IOException("disk is full"));
    }

    private static void Links()
    {
        var first = Mlflow.StartSpan("first");
        first.End();
        using var second = Mlflow.StartSpan("second");
        second.SetDescription("Continues the first").AddLink(first.TraceId, first.SpanId, [new("why", "retry")]).SetOutputs("ok");
    }

    private static void Threads()
    {
        using var root = Mlflow.StartSpan("root");
        Join("with context", static thread => thread.Start());
        Join("without context", static thread => thread.UnsafeStart());
    }

    private static void Join(string x, Action<Thread> start)
    {
        var thread = new Thread(() => Mlflow.Trace("work", SpanType.Unknown, _ => x, inputs: new { x }));
        start(thread);
        thread.Join();
    }
}
