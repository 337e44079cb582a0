namespace MlflowAutolog.Tracing.Tests.Recording.Sampling;

public sealed class KeepOnErrorTests
{
    [Fact]
    public async Task A_trace_that_failed_is_sent_whole_and_one_that_did_not_is_forgotten()
    {
        await using var recorded = With(KeepOnError.Trace);
        Run(recorded, "good", fails: false);
        Run(recorded, "bad", fails: true);

        recorded.Single.Spans.Select(span => span.Name).ShouldBe(["child", "bad"]);
        recorded.Single.Held.ShouldBeNull();
        var now = recorded.Tracer.Statistics;
        (now.Accepted, now.SampledOut, now.KeptOnError, now.NotHeld).ShouldBe((1, 1, 1, 0));
        recorded.Tracer.LastTraceId.ShouldBe("tr-" + recorded.Single.TraceId.ToHexString());
    }

    [Fact]
    public async Task Off_records_nothing_of_it()
    {
        await using var recorded = With(KeepOnError.Off);
        using (var root = recorded.Tracer.StartSpan("root")) root.IsRecording.ShouldBeFalse();
        recorded.Tracer.Statistics.SampledOut.ShouldBe(1);
    }

    [Theory]
    [InlineData(KeepOnError.Trace, TraceState.Error, false, true)]
    [InlineData(KeepOnError.Trace, TraceState.Ok, true, false)]
    [InlineData(KeepOnError.AnySpan, TraceState.Error, false, true)]
    [InlineData(KeepOnError.AnySpan, TraceState.Ok, true, true)]
    public async Task The_state_that_the_application_set_counts(KeepOnError mode, TraceState stated, bool rootFails, bool kept)
    {
        await using var recorded = With(mode);
        using (var root = recorded.Tracer.StartSpan("root"))
        {
            recorded.Tracer.UpdateCurrentTrace(state: stated);
            if (rootFails) root.SetStatus(SpanStatusCode.Error);
        }

        recorded.Traces.Count.ShouldBe(kept ? 1 : 0);
    }

    [Theory]
    [InlineData(KeepOnError.Trace, false)]
    [InlineData(KeepOnError.AnySpan, true)]
    public async Task A_tool_that_failed_beneath_an_agent_that_coped_counts_where_asked(KeepOnError mode, bool kept)
    {
        await using var recorded = With(mode);
        using (recorded.Tracer.StartSpan("agent"))
        using (var tool = recorded.Tracer.StartSpan("tool")) tool.RecordException(new IOException("gone"));
        recorded.Traces.Count.ShouldBe(kept ? 1 : 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Late_children_follow_the_decision(bool fails)
    {
        await using var recorded = With(KeepOnError.AnySpan);
        var root = recorded.Tracer.StartDetachedSpan("root");
        var late = recorded.Tracer.StartDetachedSpan("late", parent: root);
        if (fails) root.SetStatus(SpanStatusCode.Error);
        root.End();
        late.SetStatus(SpanStatusCode.Error);
        late.End();
        recorded.Traces.Select(trace => trace.Spans[0].Name).ShouldBe(fails ? ["root", "late"] : []);
        recorded.Tracer.LiveTraces.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task What_does_not_fit_is_forgotten_counted_and_gives_its_memory_back()
    {
        await using var recorded = With(KeepOnError.Trace, options => options.MaxHeldBytes = 64 * 1024);
        using (var big = recorded.Tracer.StartSpan("big"))
        {
            recorded.Tracer.StartSpan("child", inputs: new string('x', 70_000)).Dispose();
            big.SetStatus(SpanStatusCode.Error);
        }

        recorded.Traces.ShouldBeEmpty();
        Run(recorded, "small", fails: true);
        recorded.Single.Root!.Name.ShouldBe("small");
        (recorded.Tracer.Statistics.NotHeld, recorded.Tracer.Statistics.SampledOut).ShouldBe((1, 1));
    }

    [Fact]
    public async Task As_many_run_at_once_as_memory_allows()
    {
        await using var recorded = With(KeepOnError.Trace, options => options.MaxHeldBytes = 64 * 1024);
        var open = Enumerable.Range(0, 40).Select(_ => recorded.Tracer.StartDetachedSpan("root")).ToArray();
        open.Count(span => span.IsRecording).ShouldBe(32);
        foreach (var span in open) span.End();
        var again = Enumerable.Range(0, 32).Select(_ => recorded.Tracer.StartDetachedSpan("root")).ToArray();
        again.ShouldAllBe(span => span.IsRecording);
        recorded.Tracer.Statistics.NotHeld.ShouldBe(8);
    }

    [Fact]
    public async Task What_still_runs_at_shutdown_is_not_known_to_have_failed()
    {
        await using var recorded = With(KeepOnError.AnySpan);
        var open = recorded.Tracer.StartDetachedSpan("open");
        var failed = recorded.Tracer.StartDetachedSpan("failed");
        recorded.Tracer.StartDetachedSpan("tool", parent: failed).RecordException(new IOException()).End();
        await recorded.Tracer.ShutdownAsync();
        open.IsRecording.ShouldBeFalse();
        recorded.Single.Root!.Name.ShouldBe("failed");
    }

    [Fact]
    public async Task Many_at_once_are_each_counted_once()
    {
        await using var recorded = With(KeepOnError.AnySpan, options => options.MaxHeldBytes = 64 * 1024);
        await Parallel.ForAsync(0, 4_000, async (i, _) =>
        {
            Run(recorded, "root", fails: i % 10 == 0);
            await Task.Yield();
        });
        var now = recorded.Tracer.Statistics;
        (now.SampledOut + now.KeptOnError).ShouldBe(4_000);
        now.KeptOnError.ShouldBe(recorded.Traces.Count);
        now.KeptOnError.ShouldBeInRange(400 - now.NotHeld, 400);
    }

    private static Recorded With(KeepOnError mode, Action<MlflowOptions>? more = null) => new(options =>
    {
        options.SamplingRatio = 0;
        options.KeepOnError = mode;
        more?.Invoke(options);
    });

    private static void Run(Recorded recorded, string name, bool fails)
    {
        using var root = recorded.Tracer.StartSpan(name);
        recorded.Tracer.StartSpan("child").Dispose();
        if (fails) root.SetStatus(SpanStatusCode.Error, "it failed");
    }
}
