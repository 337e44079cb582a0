using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording;

public sealed class ContextTests
{
    [Fact]
    public async Task Nested_scopes_merge_and_the_inner_wins()
    {
        await using var recorded = new Recorded();
        using (Mlflow.Context(session: "s-1", user: "u-1", tags: [new("a", "1")], metadata: [new("m", "1")]))
        using (Mlflow.Context(session: "s-2", tags: [new("b", "2")], metadata: [new("m", "2")]))
        {
            recorded.Tracer.StartSpan("span").Dispose();
        }

        recorded.Tracer.StartSpan("after").Dispose();
        var facts = recorded.Traces[0].Facts;
        facts.Tags.ShouldBe(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }, ignoreOrder: true);
        facts.Metadata.ShouldBe(new Dictionary<string, string> { ["m"] = "2", [WireNames.Session] = "s-2", [WireNames.User] = "u-1" }, ignoreOrder: true);
        recorded.Traces[1].Facts.Metadata.ShouldBeEmpty();
    }

    [Fact]
    public async Task Scopes_left_in_the_wrong_order_leave_nothing_behind()
    {
        await using var recorded = new Recorded();
        var outer = Mlflow.Context(session: "s-1", user: "anna");
        var inner = Mlflow.Context(session: "s-2");
        outer.Dispose();
        inner.Dispose();
        recorded.Tracer.StartSpan("after").Dispose();
        recorded.Single.Facts.Metadata.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scope_that_is_off_hides_what_is_inside_and_nothing_else()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("parent"))
        {
            using (Mlflow.Context(enabled: false))
            {
                recorded.Tracer.StartSpan("hidden").IsRecording.ShouldBeFalse();
                MlflowTracer.StartLeaf(recorded.Tracer, "hidden leaf", SpanType.Llm).IsRecording.ShouldBeFalse();
            }

            recorded.Tracer.StartSpan("seen").Dispose();
        }

        recorded.Single.Spans.Select(span => span.Name).ShouldBe(["seen", "parent"]);
    }

    [Fact]
    public async Task A_trace_can_be_updated_from_any_span_of_it()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("root"))
        using (recorded.Tracer.StartSpan("child"))
        {
            recorded.Tracer.UpdateCurrentTrace(tags: [new("fruit", "apple")], clientRequestId: "req-1", requestPreview: "Short", state: TraceState.InProgress);
            recorded.Tracer.UpdateCurrentTrace(tags: [new("fruit", "pear")], session: "s", user: "u", modelId: "m-1", state: TraceState.Error);
        }

        var facts = recorded.Single.Facts;
        facts.Tags["fruit"].ShouldBe("pear");
        facts.ClientRequestId.ShouldBe("req-1");
        facts.RequestPreview.ShouldBe("Short");
        facts.State.ShouldBe(TraceState.Error);
        facts.Metadata.ShouldBe(new Dictionary<string, string> { [WireNames.Session] = "s", [WireNames.User] = "u", [WireNames.ModelId] = "m-1" }, ignoreOrder: true);
    }

    [Fact]
    public async Task Odd_tags_and_metadata_never_throw()
    {
        await using var recorded = new Recorded();
        using (Mlflow.Context(tags: [new(null!, "x"), new("", "x"), new("k", null!)]))
        using (recorded.Tracer.StartSpan("root"))
        {
            recorded.Tracer.UpdateCurrentTrace(tags: Failing());
        }

        recorded.Tracer.UpdateCurrentTrace(tags: [new("no", "trace")]);
        recorded.Single.Facts.Tags.ShouldBe(new Dictionary<string, string> { ["k"] = "" });

        static IEnumerable<KeyValuePair<string, string>> Failing()
        {
            yield return new("a", "1");
            throw new InvalidOperationException("no");
        }
    }

    [Fact]
    public async Task While_disabled_nothing_starts_and_what_runs_is_finished()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("root"))
        {
            recorded.Tracer.Disable();
            recorded.Tracer.StartSpan("off").IsRecording.ShouldBeFalse();
        }

        recorded.Tracer.Enable();
        recorded.Tracer.StartSpan("on").Dispose();
        recorded.Traces.SelectMany(trace => trace.Spans).Select(span => span.Name).ShouldBe(["root", "on"]);
    }
}
