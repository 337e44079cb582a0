using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Delivery;

namespace MlflowAutolog.Tracing.Tests.Delivery;

/// <summary>The counters add up, whatever happens in whatever order.</summary>
public sealed class StatisticsTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task They_add_up_at_every_moment_of_a_random_run(int seed)
    {
        var random = new Random(seed);
        var sink = new ScriptedSink { Answer = _ => Answer(random) };
        var options = Some.Options(configure: o =>
        {
            (o.SamplingRatio, o.KeepOnError, o.MaxHeldBytes) = (0.5, (KeepOnError)(seed % 3), 64 * 1024);
            (o.MaxQueueTraces, o.EarlySendAfter) = (20, TimeSpan.Zero);
        });
        var spill = seed % 2 == 0 ? new CollectingSpill { Failure = seed % 4 == 0 ? new IOException("full") : null } : null;
        var pipeline = new TracePipeline(options, new TraceAssembler(options.TimeProvider, _ => false), sink, new DeliveryCounters(), spill, new BatchLimits { Linger = TimeSpan.Zero });
        await using var tracer = new MlflowTracer(options, pipeline);
        var roots = 0;

        for (var step = 0; step < 300; step++)
        {
            switch (random.Next(8))
            {
                case < 6:
                    roots++;
                    Run(tracer, random);
                    break;
                case 6:
                    await Task.Yield();
                    break;
                default:
                    using (var limit = new CancellationTokenSource(5)) await tracer.FlushAsync(limit.Token);
                    break;
            }

            Check(tracer.Statistics);
        }

        await tracer.ShutdownAsync(TimeSpan.FromMilliseconds(50));
        Run(tracer, random);
        var end = tracer.Statistics;
        Check(end);
        (end.Pending, end.Sending).ShouldBe((0, 0));
        // Late children count as traces of their own.
        (end.Accepted + end.SampledOut).ShouldBeGreaterThanOrEqualTo(roots);
        if (seed % 3 == 0) end.KeptOnError.ShouldBe(0);
    }

    private static DeliveryResult Answer(Random random)
    {
        lock (random)
        {
            return random.Next(6) switch
            {
                0 => DeliveryResult.Later(TimeSpan.FromMilliseconds(1)),
                1 => new DeliveryResult(DropReasons.Rejected),
                _ => DeliveryResult.Delivered,
            };
        }
    }

    private static void Run(MlflowTracer tracer, Random random)
    {
        int kind;
        lock (random) kind = random.Next(5);
        var root = tracer.StartDetachedSpan("root");
        var child = tracer.StartDetachedSpan("child", parent: root, inputs: kind == 4 ? new string('x', 70_000) : "short");
        if (kind == 1) child.SetStatus(SpanStatusCode.Error);
        if (kind == 2) root.SetStatus(SpanStatusCode.Error);
        if (kind != 3) child.End();
        root.End();
        child.End();
    }

    private static void Check(TracingStatistics now)
    {
        now.Accepted.ShouldBe(now.Pending + now.Delivered + now.Spilled + now.Dropped);
        now.Dropped.ShouldBe(now.DroppedByReason.Values.Sum());
        now.Pending.ShouldBeGreaterThanOrEqualTo(0);
        now.Sending.ShouldBeInRange(0, now.Pending);
        now.NotHeld.ShouldBeLessThanOrEqualTo(now.SampledOut);
    }
}
