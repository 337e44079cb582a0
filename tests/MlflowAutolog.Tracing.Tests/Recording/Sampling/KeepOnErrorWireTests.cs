using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Tests.Delivery;

namespace MlflowAutolog.Tracing.Tests.Recording.Sampling;

/// <summary>Whether a call failed may stand in what has not been read yet: through the real assembly.</summary>
public sealed class KeepOnErrorWireTests : IAsyncDisposable
{
    private readonly ScriptedSink _sink = new();

    private IEnumerable<string> Sent => _sink.Batches.SelectMany(batch => batch).SelectMany(trace => trace.Spans).Select(span => span.Name);

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Fact]
    public async Task An_answered_call_is_forgotten_without_the_background()
    {
        await using var tracer = Tracer(KeepOnError.AnySpan, out var pipeline);
        ScriptedCall.Start(tracer, null, new ScriptedCall("a", WireOutcome.Answered)).End();
        pipeline.Statistics.Accepted.ShouldBe(0);
        tracer.Statistics.SampledOut.ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_reply_that_has_to_be_read_is_decided_in_the_background(bool fails, int kept)
    {
        await using var tracer = Tracer(KeepOnError.Trace, out _);
        ScriptedCall.Start(tracer, null, new ScriptedCall("a", WireOutcome.Answered) { MayHaveFailed = true, Fails = fails }).End();
        (await tracer.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        var now = tracer.Statistics;
        (now.Accepted, now.Delivered, now.KeptOnError, now.SampledOut, now.Pending).ShouldBe((kept, kept, kept, 1 - kept, 0));
        Sent.Count().ShouldBe(kept);
    }

    [Fact]
    public async Task A_failed_call_beneath_a_good_root_counts_where_any_span_does()
    {
        await using var tracer = Tracer(KeepOnError.AnySpan, out _);
        var root = tracer.StartDetachedSpan("root");
        ScriptedCall.Start(tracer, root, new ScriptedCall("a", WireOutcome.Failed)).End();
        root.End();
        await tracer.FlushAsync(TestContext.Current.CancellationToken);
        Sent.Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_attempt_whose_repetition_was_answered_is_no_failure(bool beneathARoot)
    {
        await using var tracer = Tracer(KeepOnError.AnySpan, out _);
        var root = beneathARoot ? tracer.StartDetachedSpan("root") : null;
        ScriptedCall.Start(tracer, root, new ScriptedCall("a", WireOutcome.Retryable)).End();
        if (!beneathARoot) await TestSupport.Processes.Eventually.TrueAsync(() => tracer.Statistics.Pending == 1);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        ScriptedCall.Start(tracer, root, new ScriptedCall("a", WireOutcome.Answered)).End();
        root?.End();
        await tracer.FlushAsync(TestContext.Current.CancellationToken);
        Sent.ShouldBeEmpty();
        (tracer.Statistics.Accepted, tracer.Statistics.KeptOnError).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_attempt_that_is_still_in_the_queue_when_it_is_repeated_is_no_failure()
    {
        await using var tracer = Tracer(KeepOnError.AnySpan, out _);
        var gate = new TaskCompletionSource();
        _sink.Before = _ => gate.Task;
        tracer.StartSpan("holds up the delivery", samplingRatio: 1).Dispose();
        await TestSupport.Processes.Eventually.TrueAsync(() => _sink.Attempts == 1);
        ScriptedCall.Start(tracer, null, new ScriptedCall("a", WireOutcome.Retryable)).End();
        ScriptedCall.Start(tracer, null, new ScriptedCall("a", WireOutcome.Answered)).End();
        gate.SetResult();
        await tracer.FlushAsync(TestContext.Current.CancellationToken);
        Sent.ShouldHaveSingleItem();
        (tracer.Statistics.Accepted, tracer.Statistics.KeptOnError).ShouldBe((1, 0));
    }

    [Fact]
    public async Task An_attempt_that_nobody_repeated_is_a_failure()
    {
        await using var tracer = Tracer(KeepOnError.Trace, out _);
        ScriptedCall.Start(tracer, null, new ScriptedCall("a", WireOutcome.Retryable)).End();
        await tracer.FlushAsync(TestContext.Current.CancellationToken);
        Sent.ShouldHaveSingleItem();
        (tracer.Statistics.Accepted, tracer.Statistics.KeptOnError).ShouldBe((1, 1));
    }

    private MlflowTracer Tracer(KeepOnError mode, out TracePipeline pipeline)
    {
        var options = Some.Options(configure: o => (o.SamplingRatio, o.KeepOnError) = (0, mode));
        MlflowTracer? tracer = null;
        pipeline = new TracePipeline(options, new TraceAssembler(options.TimeProvider, key => tracer!.LiveTraces.IsCalling(key)), _sink, new DeliveryCounters());
        tracer = new MlflowTracer(options, pipeline);
        return tracer;
    }
}
