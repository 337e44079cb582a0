using System.Globalization;
using MlflowAutolog.Benchmarks.Support;

namespace MlflowAutolog.Benchmarks.Commands;

/// <summary>What stays in memory of calls that are over and delivered: nothing, however many there were.</summary>
internal static class MemoryOfCalls
{
    /// <summary>What the heap may differ by between the two counts: pools that still grow, and a part of what a call would take if it stayed, which is several kilobytes.</summary>
    private const long MostBytes = 512 * 1024, MostBytesEach = 100;

    /// <summary>Calls before the first of the counts: pools and connections fill, and code is compiled.</summary>
    private const int WarmUp = 4_000;

    /// <returns>The exit code: 0 when memory is flat.</returns>
    public static async Task<int> RunAsync(int first, int last)
    {
        var isFlat = false;
        await Destination.WithAsync(async (uri, _) => isFlat = await MeasureAsync(uri, first, last));
        return isFlat ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string uri, int first, int last)
    {
        var time = new JumpingTime();
        await using var tracer = new MlflowTracer(new MlflowOptions { TrackingUri = uri, TraceInfo = TraceInfoMode.Auto, Environment = _ => null, TimeProvider = time });
        using var tap = new HttpIntegration().Install(tracer);
        MixedCalls[] calls = [new(policy: null), new(policy: tracer)];
        await CallAsync(calls, tracer, time, 0, WarmUp);
        var before = await CallAsync(calls, tracer, time, WarmUp, WarmUp + first);
        var after = await CallAsync(calls, tracer, time, WarmUp + first, WarmUp + last);
        var statistics = tracer.Statistics;
        var isFlat = Math.Abs(after - before) <= MostBytes + (last - first) * MostBytesEach && statistics.Delivered == WarmUp + last && statistics.Pending == 0;
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"heap after {first} calls {before / 1024.0:0} kB, after {last} calls {after / 1024.0:0} kB: {(after - before) / 1024.0:+0;-0;0} kB; traces delivered {statistics.Delivered}, dropped {statistics.Dropped}, running {tracer.LiveTraces.ToArray().Length}: {(isFlat ? "flat" : "NOT flat")}"));
        return isFlat;
    }

    /// <summary>Makes the calls from one number to another, and says what is in use when all of them are over.</summary>
    private static async Task<long> CallAsync(MixedCalls[] calls, MlflowTracer tracer, JumpingTime time, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await calls[i % calls.Length].CallAsync(i / calls.Length);
            while (tracer.Statistics.Pending > 1_000) await Task.Delay(1);
        }

        // Replies that nobody reads any more are given up after ten minutes.
        time.Jump(TimeSpan.FromMinutes(11));
        for (var wait = 0; !tracer.LiveTraces.IsEmpty && wait < 3_000; wait++) await Task.Delay(10);
        await tracer.FlushAsync();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
