using System.Threading.Channels;

namespace MlflowAutolog.Tracing.Tests.Recording;

/// <summary>The current span on other threads: what carries it by itself, and what has to be told.</summary>
public sealed class FlowTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Carrying => [.. Carriers.Keys];

    public static TheoryData<string> NotCarrying => [.. Others.Keys];

    private static IReadOnlyDictionary<string, Func<Action, Task>> Carriers { get; } = new Dictionary<string, Func<Action, Task>>
    {
        ["Task.Run"] = Task.Run,
        ["Task.Factory, long running"] = work => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default),
        ["ContinueWith"] = work => Task.CompletedTask.ContinueWith(_ => work(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default),
        ["Thread"] = work => OnThread(work, static thread => thread.Start()),
        ["ThreadPool"] = work => Queued(work, run => ThreadPool.QueueUserWorkItem(_ => run())),
        ["Parallel.For"] = work => Task.Run(() => Parallel.For(0, 1, _ => work())),
        ["Parallel.ForEachAsync"] = work => Parallel.ForEachAsync([1], async (_, _) =>
        {
            await Task.Yield();
            work();
        }),
        ["PLINQ"] = work => Task.Run(() => Enumerable.Range(0, 2).AsParallel().WithDegreeOfParallelism(2).ForAll(i =>
        {
            if (i == 0) work();
        })),
        ["Timer"] = async work =>
        {
            var done = new TaskCompletionSource();
            await using var timer = new Timer(_ => Finish(work, done), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            await done.Task;
        },
        ["PeriodicTimer"] = async work =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
            await timer.WaitForNextTickAsync();
            work();
        },
    };

    private static IReadOnlyDictionary<string, Func<Action, Task>> Others { get; } = new Dictionary<string, Func<Action, Task>>
    {
        ["Thread.UnsafeStart"] = work => OnThread(work, static thread => thread.UnsafeStart()),
        ["ThreadPool.UnsafeQueueUserWorkItem"] = work => Queued(work, run => ThreadPool.UnsafeQueueUserWorkItem(_ => run(), null)),
        ["a suppressed flow"] = work =>
        {
            using (ExecutionContext.SuppressFlow()) return Task.Run(work);
        },
        ["a channel"] = async work =>
        {
            var channel = Channel.CreateUnbounded<Action>();
            Task reader;
            using (ExecutionContext.SuppressFlow())
            {
                reader = Task.Run(async () =>
                {
                    await foreach (var item in channel.Reader.ReadAllAsync()) item();
                });
            }

            await channel.Writer.WriteAsync(work);
            channel.Writer.Complete();
            await reader;
        },
        ["a timer made elsewhere"] = async work =>
        {
            var done = new TaskCompletionSource();
            Timer timer;
            using (ExecutionContext.SuppressFlow()) timer = new Timer(_ => Finish(work, done));
            await using (timer)
            {
                timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                await done.Task;
            }
        },
    };

    [Theory]
    [MemberData(nameof(Carrying))]
    public async Task It_carries_the_current_span(string carrier)
    {
        await using var recorded = new Recorded();
        await recorded.Tracer.TraceAsync("root", SpanType.Agent, _ => Carriers[carrier](() => recorded.Tracer.Trace("work", SpanType.Task, _ => { })).WaitAsync(Limit));
        recorded.Span("work").ParentSpanId.ShouldBe(recorded.Span("root").SpanId);
        recorded.Single.Spans.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(NotCarrying))]
    public async Task It_does_not_and_the_span_has_to_be_activated(string carrier)
    {
        await using var recorded = new Recorded();
        await recorded.Tracer.TraceAsync("root", SpanType.Agent, async root =>
        {
            await Others[carrier](() => recorded.Tracer.Trace("alone", SpanType.Task, _ => { })).WaitAsync(Limit);
            await Others[carrier](() =>
            {
                using (root.Activate()) recorded.Tracer.Trace("work", SpanType.Task, _ => { });
                recorded.Tracer.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
            }).WaitAsync(Limit);
        });

        recorded.Span("alone").IsRoot.ShouldBeTrue();
        recorded.Span("work").ParentSpanId.ShouldBe(recorded.Span("root").SpanId);
        recorded.Span("root").IsRoot.ShouldBeTrue();
    }

    [Fact]
    public async Task A_span_activated_after_its_end_gets_late_children()
    {
        await using var recorded = new Recorded();
        var root = recorded.Tracer.StartSpan("request");
        root.Dispose();
        using (root.Activate())
        {
            recorded.Tracer.CurrentSpan.ShouldBeSameAs(root);
            await Task.Yield();
            recorded.Tracer.StartSpan("late").Dispose();
        }

        recorded.Tracer.StartSpan("next").Dispose();
        recorded.Traces.Count.ShouldBe(3);
        recorded.Traces[1].TraceId.ShouldBe(recorded.Traces[0].TraceId);
        recorded.Span("late").ParentSpanId.ShouldBe(recorded.Span("request").SpanId);
        recorded.Span("next").IsRoot.ShouldBeTrue();
        recorded.Span("next").TraceId.ShouldNotBe(recorded.Span("late").TraceId);
    }

    [Fact]
    public async Task Work_left_behind_by_a_scope_keeps_its_parent_while_that_runs()
    {
        await using var recorded = new Recorded();
        var root = recorded.Tracer.StartDetachedSpan("root");
        var gate = new TaskCompletionSource();
        Task left;
        using (root.Activate()) left = Later();
        recorded.Tracer.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
        gate.SetResult();
        await left;
        root.End();
        recorded.Span("work").ParentSpanId.ShouldBe(recorded.Span("root").SpanId);

        async Task Later()
        {
            await gate.Task;
            recorded.Tracer.StartSpan("work").Dispose();
        }
    }

    [Fact]
    public async Task Scopes_nest_and_may_be_left_in_any_order()
    {
        await using var recorded = new Recorded();
        using var a = recorded.Tracer.StartDetachedSpan("a");
        using var b = recorded.Tracer.StartDetachedSpan("b");
        var outer = a.Activate();
        var inner = b.Activate();
        recorded.Tracer.CurrentSpan.ShouldBeSameAs(b);
        var open = recorded.Tracer.StartSpan("open");
        outer.Dispose();
        inner.Dispose();
        recorded.Tracer.CurrentSpan.ShouldBeSameAs(open);
        open.Dispose();
        inner.Dispose();
        recorded.Tracer.CurrentSpan.ShouldBeSameAs(MlflowSpan.None);
    }

    [Fact]
    public async Task Activating_none_changes_nothing_and_one_left_out_hides_what_is_beneath()
    {
        await using var recorded = new Recorded();
        using (var root = recorded.Tracer.StartSpan("root"))
        using (MlflowSpan.None.Activate()) recorded.Tracer.CurrentSpan.ShouldBeSameAs(root);

        var leftOut = recorded.Tracer.StartSpan("out", samplingRatio: 0);
        leftOut.Dispose();
        using (leftOut.Activate()) recorded.Tracer.StartSpan("beneath").IsRecording.ShouldBeFalse();
        recorded.Traces.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_roots_at_once_are_two_traces()
    {
        await using var recorded = new Recorded();
        using var both = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(1, 2).Select(number => Task.Run(() => recorded.Tracer.Trace($"root {number}", SpanType.Agent, _ =>
        {
            both.SignalAndWait(Limit).ShouldBeTrue();
            recorded.Tracer.Trace($"child {number}", SpanType.Task, _ => { });
            both.SignalAndWait(Limit).ShouldBeTrue();
        }))));

        recorded.Traces.Count.ShouldBe(2);
        recorded.Traces.ShouldAllBe(trace => trace.Spans.Count == 2 && trace.Spans[0].Name.Replace("child", "root") == trace.Root!.Name);
    }

    [Fact]
    public async Task A_late_child_that_never_ends_is_closed_at_shutdown()
    {
        await using var recorded = new Recorded();
        var root = recorded.Tracer.StartSpan("root");
        root.Dispose();
        recorded.Tracer.LiveTraces.IsEmpty.ShouldBeTrue();
        recorded.Tracer.StartDetachedSpan("late", parent: root);
        await recorded.Tracer.ShutdownAsync();
        recorded.Span("late").StatusMessage.ShouldBe("not ended");
    }

    private static Task OnThread(Action work, Action<Thread> start) => Queued(work, run => start(new Thread(() => run())));

    private static async Task Queued(Action work, Action<Action> queue)
    {
        var done = new TaskCompletionSource();
        queue(() => Finish(work, done));
        await done.Task;
    }

    private static void Finish(Action work, TaskCompletionSource done)
    {
        try
        {
            work();
            done.TrySetResult();
        }
        catch (Exception failure)
        {
            // For the test, which waits for the task on another thread.
            done.TrySetException(failure);
        }
    }
}
