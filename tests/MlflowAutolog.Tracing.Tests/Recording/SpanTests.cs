using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording;

public sealed class SpanTests
{
    [Fact]
    public async Task Spans_nest_as_their_code_does()
    {
        await using var recorded = new Recorded();
        using (var root = recorded.Tracer.StartSpan("root", SpanType.Agent))
        {
            using (recorded.Tracer.StartSpan("first")) recorded.Tracer.StartSpan("inner").Dispose();
            await Task.Yield();
            recorded.Tracer.StartSpan("second").Dispose();
            recorded.Tracer.CurrentSpan.ShouldBeSameAs(root);
        }

        recorded.Span("root").IsRoot.ShouldBeTrue();
        recorded.Span("first").ParentSpanId.ShouldBe(recorded.Span("root").SpanId);
        recorded.Span("second").ParentSpanId.ShouldBe(recorded.Span("root").SpanId);
        recorded.Span("inner").ParentSpanId.ShouldBe(recorded.Span("first").SpanId);
        recorded.Single.Root.ShouldBe(recorded.Span("root"));
        recorded.Tracer.LastTraceId.ShouldBe("tr-" + recorded.Span("root").TraceId.ToHexString());
    }

    [Theory]
    [InlineData(SpanType.Llm, SpanLogLevel.Info)]
    [InlineData(SpanType.ChatModel, SpanLogLevel.Info)]
    [InlineData(SpanType.Chain, SpanLogLevel.Debug)]
    [InlineData("my_type", SpanLogLevel.Debug)]
    public async Task The_type_gives_the_log_level(string type, SpanLogLevel level)
    {
        await using var recorded = new Recorded();
        recorded.Tracer.StartSpan("span", type).Dispose();
        Level(recorded.Span("span")).ShouldBe((long)level);
    }

    [Fact]
    public async Task A_log_level_that_is_set_beats_type_and_exception()
    {
        await using var recorded = new Recorded();
        using (var span = recorded.Tracer.StartSpan("span", SpanType.Tool)) span.RecordException(new InvalidOperationException("no")).SetLogLevel(SpanLogLevel.Warning);
        Level(recorded.Span("span")).ShouldBe((long)SpanLogLevel.Warning);
    }

    [Fact]
    public async Task A_status_that_nobody_set_ends_as_ok()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.StartSpan("plain").Dispose();
        recorded.Tracer.StartSpan("failed").SetStatus(SpanStatusCode.Error, "quota used up").Dispose();
        recorded.Span("plain").Status.ShouldBe(SpanStatusCode.Ok);
        recorded.Span("failed").Status.ShouldBe(SpanStatusCode.Error);
        recorded.Span("failed").StatusMessage.ShouldBe("quota used up");
    }

    [Fact]
    public async Task A_second_end_and_what_is_set_after_the_end_are_left_out()
    {
        await using var recorded = new Recorded();
        var span = recorded.Tracer.StartSpan("span");
        span.End();
        span.SetOutputs("late").SetAttribute("late", 1).AddEvent("late").End();
        recorded.Single.Spans.Count.ShouldBe(1);
        recorded.Span("span").Outputs.IsAbsent.ShouldBeTrue();
        recorded.Span("span").Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_value_of_an_attribute_counts()
    {
        await using var recorded = new Recorded();
        using (var span = recorded.Tracer.StartSpan("span")) span.SetAttribute("a", 1).SetAttribute("b", null).SetAttribute("a", "two");
        recorded.Span("span").Attributes.Select(attribute => attribute.Key).ShouldBe(["a", "b", WireNames.SpanLogLevel]);
        recorded.Span("span").Attributes[0].Value.Text.ShouldBe("two");
        recorded.Span("span").Attributes[1].Value.Kind.ShouldBe(AttributeKind.Null);
    }

    [Fact]
    public async Task A_child_that_ends_after_its_root_follows()
    {
        await using var recorded = new Recorded();
        var root = recorded.Tracer.StartSpan("root");
        var child = recorded.Tracer.StartDetachedSpan("child", parent: root);
        root.End();
        recorded.Single.Spans.Count.ShouldBe(1);
        child.End();
        recorded.Traces.Count.ShouldBe(2);
        recorded.Traces[1].Root.ShouldBeNull();
        recorded.Span("child").ParentSpanId.ShouldBe(recorded.Span("root").SpanId);
    }

    [Fact]
    public async Task A_span_that_still_runs_at_shutdown_is_sent_as_not_ended()
    {
        var recorded = new Recorded();
        recorded.Tracer.StartSpan("root");
        recorded.Tracer.StartSpan("child");
        await recorded.DisposeAsync();
        foreach (var name in new[] { "root", "child" })
        {
            recorded.Span(name).Status.ShouldBe(SpanStatusCode.Error);
            recorded.Span(name).StatusMessage.ShouldBe("not ended");
        }

        recorded.Tracer.StartSpan("after").ShouldBeSameAs(MlflowSpan.None);
    }

    [Fact]
    public async Task A_span_ended_on_another_flow_leaves_that_flow_alone()
    {
        await using var recorded = new Recorded();
        var span = recorded.Tracer.StartSpan("span");
        await Task.Run(() =>
        {
            using var other = recorded.Tracer.StartSpan("other");
            span.End();
            recorded.Tracer.CurrentSpan.ShouldBeSameAs(other);
        }, TestContext.Current.CancellationToken);
        recorded.Span("other").ParentSpanId.ShouldBe(recorded.Span("span").SpanId);
    }

    [Fact]
    public async Task What_starts_on_a_flow_whose_span_was_ended_elsewhere_is_a_trace_of_its_own()
    {
        await using var recorded = new Recorded();
        var left = recorded.Tracer.StartSpan("left");
        await Task.Run(left.End, TestContext.Current.CancellationToken);
        recorded.Tracer.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
        recorded.Tracer.StartSpan("next").Dispose();
        recorded.Span("next").IsRoot.ShouldBeTrue();
        left.Dispose();
    }

    [Fact]
    public async Task Beneath_a_span_that_ended_early_the_running_one_above_is_the_parent()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("root"))
        {
            var early = recorded.Tracer.StartSpan("early");
            await Task.Run(early.End, TestContext.Current.CancellationToken);
            recorded.Tracer.StartSpan("child").Dispose();
        }

        recorded.Span("child").ParentSpanId.ShouldBe(recorded.Span("root").SpanId);
    }

    [Fact]
    public async Task Ten_thousand_spans_from_many_threads_are_one_trace()
    {
        await using var recorded = new Recorded();
        using (recorded.Tracer.StartSpan("root"))
        {
            await Parallel.ForAsync(0, 10_000, (i, _) =>
            {
                recorded.Tracer.StartSpan("child", SpanType.Tool, ("i", i)).Dispose();
                return ValueTask.CompletedTask;
            });
        }

        var trace = recorded.Single;
        trace.Spans.Count.ShouldBe(10_001);
        trace.Spans.Where(span => !span.IsRoot).ShouldAllBe(span => span.ParentSpanId == trace.Root!.SpanId);
        trace.Spans.Select(span => span.SpanId).Distinct().Count().ShouldBe(10_001);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    public async Task Missing_names_get_a_form(string? name, string? type)
    {
        await using var recorded = new Recorded();
        using (var span = recorded.Tracer.StartSpan(name!, type!)) span.SetAttribute(null!, 1).SetAttribute("", 1).AddEvent(null!).SetSpanType(null!).RecordException(null!).SetAttributes(null);
        recorded.Span("span").Type.ShouldBe(SpanType.Unknown);
        recorded.Span("span").Status.ShouldBe(SpanStatusCode.Ok);
    }

    [Fact]
    public async Task An_enumerable_that_throws_costs_its_values_alone()
    {
        await using var recorded = new Recorded();
        using (var span = recorded.Tracer.StartSpan("span")) span.SetAttributes(Failing()).AddEvent("event", Failing()).SetAttribute("after", 1);
        recorded.Span("span").Attributes.Select(attribute => attribute.Key).ShouldBe(["before", "after", WireNames.SpanLogLevel]);

        static IEnumerable<KeyValuePair<string, object?>> Failing()
        {
            yield return new("before", 1);
            throw new InvalidOperationException("no more");
        }
    }

    [Fact]
    public async Task With_content_off_names_status_and_attributes_stay()
    {
        await using var recorded = new Recorded(options => options.CaptureContent = false);
        recorded.Tracer.Trace("span", SpanType.Tool, span => span.SetAttribute("model", "m").SpanId, inputs: new { secret = "s" });
        var span = recorded.Span("span");
        span.Inputs.IsAbsent.ShouldBeTrue();
        span.Outputs.IsAbsent.ShouldBeTrue();
        span.Attributes.Select(attribute => attribute.Key).ShouldContain("model");
    }

    [Fact]
    public void None_takes_everything_and_keeps_nothing()
    {
        var none = MlflowSpan.None;
        none.SetInputs(1).SetInputs(("a", 1)).SetOutputs(2).SetAttribute("a", 1).AddEvent("e").SetStatus(SpanStatusCode.Error).RecordException(new InvalidOperationException()).End();
        none.Dispose();
        none.IsRecording.ShouldBeFalse();
        none.TraceId.ShouldBeEmpty();
        none.Status.ShouldBe(SpanStatusCode.Unset);
    }

    private static long Level(SpanData span) => span.Attributes.Single(attribute => attribute.Key == WireNames.SpanLogLevel).Value.Integer;
}
