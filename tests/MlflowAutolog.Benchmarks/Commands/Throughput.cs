using System.Diagnostics;
using System.Globalization;
using MlflowAutolog.Benchmarks.Support;

namespace MlflowAutolog.Benchmarks.Commands;

/// <summary>Traces of one span from the first start to the last acknowledgement, and the client's processor time for each.</summary>
internal static class Throughput
{
    private const int MostPending = 10_000;

    /// <param name="traces">How many, against the sink; a hundredth of it against a real server.</param>
    public static Task RunAsync(int traces) => Destination.WithAsync(async (uri, isReal) =>
    {
        await MeasureAsync(uri, TraceInfoMode.Auto, isReal ? traces / 50 : traces, warmUp: isReal ? 100 : traces / 2);
        await MeasureAsync(uri, TraceInfoMode.Always, isReal ? traces / 200 : traces / 5, warmUp: isReal ? 20 : traces / 10);
    });

    private static async Task MeasureAsync(string uri, TraceInfoMode mode, int traces, int warmUp)
    {
        await using var tracer = new MlflowTracer(new MlflowOptions { TrackingUri = uri, TraceInfo = mode, Environment = _ => null });
        await RecordAsync(tracer, warmUp);
        var before = tracer.Statistics;
        var process = Process.GetCurrentProcess();
        var (cpu, started, allocated) = (process.TotalProcessorTime, Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes());
        await RecordAsync(tracer, traces);
        var elapsed = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        var after = tracer.Statistics;
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{mode,-6} {traces} traces in {elapsed.TotalSeconds:0.00} s: {traces / elapsed.TotalSeconds:0}/s, CPU {cpu.TotalMicroseconds / traces:0.0} µs and {allocated / traces} B each; infos {after.InfosDelivered - before.InfosDelivered} sent, {after.InfosLeftOut - before.InfosLeftOut} left out; dropped {after.Dropped}"));
    }

    private static async Task RecordAsync(MlflowTracer tracer, int traces)
    {
        for (var i = 0; i < traces; i++)
        {
            using (var span = tracer.StartSpan("answer", SpanType.Chain, ("question", "How warm is it in Oslo?"))) span.SetAttribute("turn", i).SetOutputs("It is 21 degrees.");

            // The bound is on the queue, not on the rate: without it the excess would be dropped and counted.
            while (i % 100 == 0 && tracer.Statistics.Pending > MostPending) await Task.Delay(1);
        }

        await tracer.FlushAsync();
    }
}
