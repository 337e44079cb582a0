using Microsoft.Extensions.Time.Testing;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Tests.Recording.Sampling;

namespace MlflowAutolog.Tracing.Tests.Recording.Early;

public sealed class EarlySendTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_trace_that_runs_long_sends_what_has_ended_each_span_once()
    {
        await using var recorded = With();
        var root = recorded.Tracer.StartDetachedSpan("root");
        End(recorded, root, "first");
        _time.Advance(TimeSpan.FromSeconds(4));
        recorded.Traces.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(2));
        recorded.Single.ShouldSatisfyAllConditions(
            part => part.Spans.ShouldHaveSingleItem().Name.ShouldBe("first"),
            part => part.Root.ShouldBeNull(),
            part => part.Early.ShouldBe(new EarlyPart("root", root.StartUnixNano, IsFirst: true)));
        recorded.Tracer.LastTraceId.ShouldBeNull();

        End(recorded, root, "second");
        _time.Advance(TimeSpan.FromSeconds(6));
        recorded.Traces[1].Early!.IsFirst.ShouldBeFalse();
        End(recorded, root, "third");
        root.End();
        recorded.Traces.Select(part => string.Join(",", part.Spans.Select(span => span.Name))).ShouldBe(["first", "second", "third,root"]);
        recorded.Traces[2].Root!.Name.ShouldBe("root");
    }

    [Fact]
    public async Task A_short_trace_and_one_that_is_off_send_nothing_early()
    {
        await using var recorded = With(options => options.EarlySendAfter = TimeSpan.Zero);
        var root = recorded.Tracer.StartDetachedSpan("root");
        End(recorded, root, "child");
        _time.Advance(TimeSpan.FromMinutes(1));
        recorded.Traces.ShouldBeEmpty();
        root.End();
        recorded.Single.Spans.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_held_back_trace_sends_nothing_early()
    {
        await using var recorded = With(options => (options.SamplingRatio, options.KeepOnError) = (0, KeepOnError.Trace));
        var root = recorded.Tracer.StartDetachedSpan("root");
        End(recorded, root, "child");
        _time.Advance(TimeSpan.FromMinutes(1));
        recorded.Traces.ShouldBeEmpty();
        root.SetStatus(SpanStatusCode.Error).End();
        recorded.Single.Spans.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Beneath_an_open_model_span_nothing_goes()
    {
        await using var recorded = With();
        var root = recorded.Tracer.StartDetachedSpan("root");
        var model = recorded.Tracer.StartDetachedSpan("model", SpanType.ChatModel, root);
        var inner = recorded.Tracer.StartDetachedSpan("inner", parent: model);
        End(recorded, inner, "deep");
        inner.End();
        End(recorded, root, "beside");
        _time.Advance(TimeSpan.FromSeconds(6));
        recorded.Single.Spans.ShouldHaveSingleItem().Name.ShouldBe("beside");
        model.End();
        _time.Advance(TimeSpan.FromSeconds(6));
        recorded.Traces[1].Spans.Select(span => span.Name).ShouldBe(["deep", "inner", "model"]);
    }

    [Fact]
    public async Task A_failed_attempt_waits_for_the_next_and_goes_with_it()
    {
        await using var recorded = With();
        var root = recorded.Tracer.StartDetachedSpan("root");
        ScriptedCall.Start(recorded.Tracer, root, new ScriptedCall("a", WireOutcome.Retryable), "attempt").End();
        ScriptedCall.Start(recorded.Tracer, root, new ScriptedCall("b", WireOutcome.Answered), "other").End();
        _time.Advance(TimeSpan.FromSeconds(6));
        recorded.Single.Spans.ShouldHaveSingleItem().Name.ShouldBe("other");

        var again = ScriptedCall.Start(recorded.Tracer, root, new ScriptedCall("a", WireOutcome.Answered), "answered");
        _time.Advance(TimeSpan.FromSeconds(6));
        recorded.Traces.Count.ShouldBe(1);
        again.End();
        _time.Advance(TimeSpan.FromSeconds(6));
        recorded.Traces[1].Spans.Select(span => span.Name).ShouldBe(["attempt", "answered"]);
    }

    [Fact]
    public async Task A_failed_call_goes_when_its_parent_has_ended_or_nobody_repeats_it()
    {
        await using var recorded = With();
        var root = recorded.Tracer.StartDetachedSpan("root");
        var step = recorded.Tracer.StartDetachedSpan("step", parent: root);
        ScriptedCall.Start(recorded.Tracer, step, new ScriptedCall("a", WireOutcome.Retryable), "in step").End();
        ScriptedCall.Start(recorded.Tracer, root, new ScriptedCall("b", WireOutcome.Cancelled), "in root").End();
        _time.Advance(TimeSpan.FromSeconds(6));
        recorded.Traces.ShouldBeEmpty();
        step.End();
        _time.Advance(TimeSpan.FromSeconds(6));
        recorded.Single.Spans.Select(span => span.Name).ShouldBe(["in step", "step"], ignoreOrder: true);
        for (var i = 0; i < 25; i++) _time.Advance(TimeSpan.FromSeconds(6));
        recorded.Traces[1].Spans.ShouldHaveSingleItem().Name.ShouldBe("in root");
    }

    [Fact]
    public async Task Open_spans_of_a_trace_that_went_early_are_closed_at_shutdown()
    {
        await using var recorded = With();
        var root = recorded.Tracer.StartDetachedSpan("root");
        End(recorded, root, "child");
        _time.Advance(TimeSpan.FromSeconds(6));
        await recorded.Tracer.ShutdownAsync();
        recorded.Traces.Select(part => part.Spans.Single().Name).ShouldBe(["child", "root"]);
        recorded.Traces[1].Root!.StatusMessage.ShouldBe("not ended");
    }

    [Fact]
    public async Task A_child_that_outlives_a_trace_that_went_early_follows_once()
    {
        await using var recorded = With();
        var root = recorded.Tracer.StartDetachedSpan("root");
        var late = recorded.Tracer.StartDetachedSpan("late", parent: root);
        End(recorded, root, "child");
        _time.Advance(TimeSpan.FromSeconds(6));
        root.End();
        _time.Advance(TimeSpan.FromSeconds(6));
        late.End();
        recorded.Traces.Select(part => (part.Spans.Single().Name, part.Root is not null, part.Early is not null)).ShouldBe([("child", false, true), ("root", true, false), ("late", false, false)]);
        recorded.Tracer.LiveTraces.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_trace_that_takes_too_long_is_ended_as_failed()
    {
        await using var recorded = With(options => options.TraceTimeout = TimeSpan.FromSeconds(30));
        var root = recorded.Tracer.StartDetachedSpan("root");
        var child = recorded.Tracer.StartDetachedSpan("child", parent: root);
        _time.Advance(TimeSpan.FromSeconds(29));
        root.IsRecording.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(5));
        root.IsRecording.ShouldBeFalse();
        child.End();
        recorded.Single.Spans.Select(span => span.Name).ShouldBe(["child", "root"]);
        recorded.Single.Root!.ShouldSatisfyAllConditions(
            ended => ended.Status.ShouldBe(SpanStatusCode.Error),
            ended => ended.StatusMessage.ShouldBe("TimeoutException: The trace was ended because it took longer than 30 s (TraceTimeout)."),
            ended => ended.Events.ShouldHaveSingleItem().Name.ShouldBe("exception"));
        recorded.Tracer.LiveTraces.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_held_back_trace_that_takes_too_long_has_failed()
    {
        await using var recorded = With(options => (options.SamplingRatio, options.KeepOnError, options.TraceTimeout) = (0, KeepOnError.Trace, TimeSpan.FromSeconds(10)));
        recorded.Tracer.StartDetachedSpan("root");
        _time.Advance(TimeSpan.FromSeconds(12));
        recorded.Single.Root!.Name.ShouldBe("root");
        recorded.Tracer.Statistics.KeptOnError.ShouldBe(1);
    }

    private static void End(Recorded recorded, MlflowSpan parent, string name) => recorded.Tracer.StartDetachedSpan(name, parent: parent).End();

    private Recorded With(Action<MlflowOptions>? more = null) => new(options =>
    {
        options.TimeProvider = _time;
        more?.Invoke(options);
    });
}
