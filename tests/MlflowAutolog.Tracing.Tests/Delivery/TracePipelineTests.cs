using Microsoft.Extensions.Time.Testing;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Delivery;

namespace MlflowAutolog.Tracing.Tests.Delivery;

public sealed class TracePipelineTests : IAsyncDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new();
    private readonly ScriptedSink _sink = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Fact]
    public async Task Parts_of_running_traces_wait_while_the_queue_fills()
    {
        var gate = new TaskCompletionSource();
        var sink = new ScriptedSink { Before = _ => gate.Task };
        await using var pipeline = new TracePipeline(Some.Options(configure: o => o.MaxQueueTraces = 2), new PassingAssembler(), sink, new DeliveryCounters());
        pipeline.TakesParts.ShouldBeTrue();
        pipeline.Accept(Some.Recorded());
        pipeline.TakesParts.ShouldBeFalse();
        gate.SetResult();
        await pipeline.FlushAsync(TestContext.Current.CancellationToken);
        pipeline.TakesParts.ShouldBeTrue();
    }

    [Fact]
    public async Task The_first_trace_after_a_quiet_time_goes_at_once()
    {
        await using var pipeline = Pipeline();

        pipeline.Accept(Some.Recorded()).ShouldBeTrue();

        await Eventually.TrueAsync(() => pipeline.Statistics.Delivered == 1);
        Check(pipeline.Statistics);
    }

    [Fact]
    public async Task What_comes_within_the_linger_goes_as_one_batch()
    {
        await using var pipeline = Pipeline();
        pipeline.Accept(Some.Recorded());
        await Eventually.TrueAsync(() => pipeline.Statistics.Delivered == 1);

        for (var i = 0; i < 10; i++) pipeline.Accept(Some.Recorded());
        await AdvanceUntilAsync(() => pipeline.Statistics.Delivered == 11);

        _sink.Batches.Select(batch => batch.Count).ShouldBe([1, 10]);
    }

    [Fact]
    public async Task A_full_batch_does_not_wait()
    {
        await using var pipeline = Pipeline(limits: new BatchLimits { Traces = 5 });
        pipeline.Accept(Some.Recorded());
        await Eventually.TrueAsync(() => pipeline.Statistics.Delivered == 1);

        for (var i = 0; i < 10; i++) pipeline.Accept(Some.Recorded());

        await Eventually.TrueAsync(() => pipeline.Statistics.Delivered == 11);
        _sink.Batches.ShouldAllBe(batch => batch.Count <= 5);
    }

    [Fact]
    public async Task A_batch_keeps_the_limit_of_bytes()
    {
        await using var pipeline = Pipeline(limits: new BatchLimits { Bytes = 1 });
        for (var i = 0; i < 3; i++) pipeline.Accept(Some.Recorded());

        (await pipeline.FlushAsync(Token)).ShouldBeTrue();

        _sink.Batches.Select(batch => batch.Count).ShouldBe([1, 1, 1]);
    }

    [Fact]
    public async Task A_full_queue_drops_the_new_trace_and_counts_it()
    {
        var gate = new TaskCompletionSource();
        _sink.Before = _ => gate.Task;
        await using var pipeline = Pipeline(options => options.MaxQueueTraces = 2);

        var taken = Enumerable.Range(0, 5).Select(_ => pipeline.Accept(Some.Recorded())).ToList();

        taken.ShouldBe([true, true, false, false, false]);
        pipeline.Statistics.DroppedByReason["queue_full"].ShouldBe(3);
        Check(pipeline.Statistics);
        gate.SetResult();
        (await pipeline.FlushAsync(Token)).ShouldBeTrue();
        pipeline.Accept(Some.Recorded()).ShouldBeTrue();
    }

    [Fact]
    public async Task Bytes_are_bounded_too()
    {
        var gate = new TaskCompletionSource();
        _sink.Before = _ => gate.Task;
        await using var pipeline = Pipeline(options => options.MaxQueueBytes = 1024 * 1024);

        pipeline.Accept(Some.Recorded(size: 1_000_000)).ShouldBeTrue();
        pipeline.Accept(Some.Recorded(size: 100_000)).ShouldBeFalse();

        gate.SetResult();
        await AdvanceUntilAsync(() => pipeline.Statistics.Pending == 0);
        pipeline.Accept(Some.Recorded(size: 1_000_000)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_fails_for_now_is_tried_again_after_growing_pauses()
    {
        var left = 3;
        _sink.Answer = _ => left-- > 0 ? DeliveryResult.Later(null) : DeliveryResult.Delivered;
        await using var pipeline = Pipeline();
        var started = _time.GetUtcNow();

        pipeline.Accept(Some.Recorded());
        await AdvanceUntilAsync(() => pipeline.Statistics.Delivered == 1);

        _sink.Attempts.ShouldBe(4);
        (_time.GetUtcNow() - started).ShouldBeGreaterThan(TimeSpan.FromSeconds(0.75 * 3.5 - 0.1));
        Check(pipeline.Statistics);
    }

    [Fact]
    public async Task The_wait_that_the_server_asked_for_is_kept()
    {
        var asked = TimeSpan.FromSeconds(17);
        var first = true;
        _sink.Answer = _ => first ? DeliveryResult.Later(asked) : DeliveryResult.Delivered;
        await using var pipeline = Pipeline();
        var started = _time.GetUtcNow();

        pipeline.Accept(Some.Recorded());
        await Eventually.TrueAsync(() => _sink.Attempts == 1);
        first = false;
        await AdvanceUntilAsync(() => pipeline.Statistics.Delivered == 1);

        (_time.GetUtcNow() - started).ShouldBeGreaterThanOrEqualTo(asked);
    }

    [Fact]
    public async Task A_flush_ends_the_pause()
    {
        var broken = true;
        _sink.Answer = _ => broken ? DeliveryResult.Later(TimeSpan.FromHours(1)) : DeliveryResult.Delivered;
        await using var pipeline = Pipeline();
        pipeline.Accept(Some.Recorded());
        await Eventually.TrueAsync(() => _sink.Attempts == 1);
        broken = false;

        (await pipeline.FlushAsync(Token)).ShouldBeTrue();

        pipeline.Statistics.Delivered.ShouldBe(1);
    }

    [Fact]
    public async Task A_flush_waits_for_what_came_before_it_and_for_no_more()
    {
        await using var pipeline = Pipeline();
        var gate = new TaskCompletionSource();
        _sink.Before = _ => _sink.Attempts > 1 ? gate.Task : Task.CompletedTask;
        pipeline.Accept(Some.Recorded());

        (await pipeline.FlushAsync(Token)).ShouldBeTrue();
        pipeline.Accept(Some.Recorded());
        pipeline.Statistics.Delivered.ShouldBe(1);
        gate.SetResult();
    }

    [Fact]
    public async Task A_flush_that_is_cancelled_says_so()
    {
        _sink.Answer = _ => DeliveryResult.Later(null);
        await using var pipeline = Pipeline(options => options.ShutdownTimeout = TimeSpan.Zero);
        pipeline.Accept(Some.Recorded());
        using var limit = new CancellationTokenSource();

        var flush = pipeline.FlushAsync(limit.Token);
        flush.IsCompleted.ShouldBeFalse();
        await limit.CancelAsync();

        (await flush).ShouldBeFalse();
    }

    [Fact]
    public async Task A_flush_forces_held_traces()
    {
        await using var pipeline = Pipeline(assembler: new PassingAssembler { HoldUntil = long.MaxValue });
        pipeline.Accept(Some.Recorded());

        (await pipeline.FlushAsync(Token)).ShouldBeTrue();

        pipeline.Statistics.Delivered.ShouldBe(1);
    }

    [Fact]
    public async Task Held_traces_go_when_they_are_due()
    {
        var due = _time.GetTimestamp() + (_time.TimestampFrequency * 2);
        await using var pipeline = Pipeline(assembler: new PassingAssembler { HoldUntil = due });
        pipeline.Accept(Some.Recorded());

        await AdvanceUntilAsync(() => pipeline.Statistics.Delivered == 1);

        _time.GetTimestamp().ShouldBeGreaterThanOrEqualTo(due);
    }

    [Fact]
    public async Task A_pause_that_is_longer_than_a_timer_can_be_is_slept_in_parts()
    {
        var time = new RecordingTime();
        _sink.Answer = _ => DeliveryResult.Later(TimeSpan.FromSeconds(5_000_000));
        await using var pipeline = Pipeline(options => (options.TimeProvider, options.ShutdownTimeout) = (time, TimeSpan.Zero));
        pipeline.Accept(Some.Recorded());

        await Eventually.TrueAsync(() => time.Set.Any(due => due > TimeSpan.FromMinutes(1)));

        time.Set.Max().ShouldBeLessThan(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task Traces_that_the_assembly_joins_count_once()
    {
        await using var pipeline = Pipeline(assembler: new PassingAssembler { HoldUntil = long.MaxValue, Joins = true });
        pipeline.Accept(Some.Recorded());
        pipeline.Accept(Some.Recorded());

        (await pipeline.FlushAsync(Token)).ShouldBeTrue();

        pipeline.Statistics.ShouldSatisfyAllConditions(
            statistics => statistics.Accepted.ShouldBe(1), statistics => statistics.Delivered.ShouldBe(1), statistics => statistics.Pending.ShouldBe(0));
    }

    [Fact]
    public async Task A_sink_that_throws_loses_nothing()
    {
        var throws = true;
        _sink.Before = _ => throws ? throw new InvalidOperationException("broken sink") : Task.CompletedTask;
        await using var pipeline = Pipeline();
        pipeline.Accept(Some.Recorded());
        await Eventually.TrueAsync(() => _sink.Attempts == 1);
        throws = false;

        (await pipeline.FlushAsync(Token)).ShouldBeTrue();

        pipeline.Statistics.Delivered.ShouldBe(1);
    }

    [Fact]
    public async Task Shutdown_delivers_what_it_can()
    {
        var pipeline = Pipeline();
        for (var i = 0; i < 1_000; i++) pipeline.Accept(Some.Recorded());

        await pipeline.ShutdownAsync(Long);

        pipeline.Statistics.Delivered.ShouldBe(1_000);
        pipeline.Accept(Some.Recorded()).ShouldBeFalse();
        pipeline.Statistics.DroppedByReason["shutdown"].ShouldBe(1);
        Check(pipeline.Statistics);
    }

    [Fact]
    public async Task What_shutdown_cannot_deliver_is_spilled()
    {
        _sink.Before = token => Task.Delay(Timeout.Infinite, token);
        var spill = new CollectingSpill();
        var pipeline = Pipeline(spill: spill);
        for (var i = 0; i < 500; i++) pipeline.Accept(Some.Recorded());

        await pipeline.ShutdownAsync(TimeSpan.Zero);
        await pipeline.ShutdownAsync(Long);

        spill.Traces.Count.ShouldBe(500);
        pipeline.Statistics.Spilled.ShouldBe(500);
        Check(pipeline.Statistics);
    }

    [Fact]
    public async Task What_cannot_be_spilled_is_dropped_and_counted()
    {
        _sink.Answer = _ => DeliveryResult.Later(null);
        var pipeline = Pipeline(spill: new CollectingSpill { Failure = new IOException("disk full") });
        pipeline.Accept(Some.Recorded());

        await pipeline.ShutdownAsync(TimeSpan.Zero);

        pipeline.Statistics.DroppedByReason["shutdown"].ShouldBe(1);
        Check(pipeline.Statistics);
    }

    [Fact]
    public async Task Counters_add_up_at_any_moment()
    {
        var random = new Random(7);
        _sink.Answer = _ => random.Next(3) switch { 0 => DeliveryResult.Later(TimeSpan.FromTicks(1)), 1 => new DeliveryResult(DropReasons.Rejected), _ => DeliveryResult.Delivered };
        await using var pipeline = Pipeline(options => options.TimeProvider = TimeProvider.System);
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < 2_000; i++)
                {
                    pipeline.Accept(Some.Recorded());
                    if (i % 100 == 0) Check(pipeline.Statistics);
                }
            },
            Token));

        await Task.WhenAll(callers);
        (await pipeline.FlushAsync(Token)).ShouldBeTrue();

        Check(pipeline.Statistics);
        pipeline.Statistics.Accepted.ShouldBe(8_000);
        pipeline.Statistics.Pending.ShouldBe(0);
    }

    private static void Check(TracingStatistics statistics)
    {
        statistics.Pending.ShouldBeGreaterThanOrEqualTo(0);
        statistics.Accepted.ShouldBe(statistics.Pending + statistics.Delivered + statistics.Spilled + statistics.Dropped);
        statistics.Dropped.ShouldBe(statistics.DroppedByReason.Values.Sum());
    }

    private TracePipeline Pipeline(Action<MlflowOptions>? configure = null, ITraceAssembler? assembler = null, ISpill? spill = null, BatchLimits? limits = null)
        => new(
            Some.Options(configure: options =>
            {
                options.TimeProvider = _time;
                configure?.Invoke(options);
            }),
            assembler ?? new PassingAssembler(), _sink, new DeliveryCounters(), spill, limits);

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.TrueAsync(() =>
    {
        if (condition()) return true;
        _time.Advance(TimeSpan.FromMilliseconds(50));
        return false;
    });
}
