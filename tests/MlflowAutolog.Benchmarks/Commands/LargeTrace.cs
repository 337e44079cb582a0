using System.Diagnostics;
using System.Globalization;
using MlflowAutolog.Benchmarks.Support;

namespace MlflowAutolog.Benchmarks.Commands;

/// <summary>One trace of very many spans: to record it, to deliver it, and the most memory the process ever had.</summary>
internal static class LargeTrace
{
    public static Task RunAsync(int spans) => Destination.WithAsync((uri, _) => MeasureAsync(uri, spans));

    private static async Task MeasureAsync(string uri, int spans)
    {
        await using var tracer = new MlflowTracer(new MlflowOptions { TrackingUri = uri, RequestTimeout = TimeSpan.FromMinutes(10), Environment = _ => null });
        Report("before", TimeSpan.Zero);
        var started = Stopwatch.GetTimestamp();
        using (tracer.StartSpan("root", SpanType.Agent))
        {
            for (var i = 1; i < spans; i++)
            {
                using var span = tracer.StartSpan("step", SpanType.Tool, ("number", i));
                span.SetOutputs("done");
            }
        }

        Report("recorded", Stopwatch.GetElapsedTime(started));
        await tracer.FlushAsync();
        Report("delivered", Stopwatch.GetElapsedTime(started));
        Console.Out.WriteLine($"spans delivered {tracer.Statistics.SpansDelivered}, traces dropped {tracer.Statistics.Dropped}");
    }

    private static void Report(string what, TimeSpan elapsed)
    {
        using var process = Process.GetCurrentProcess();
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-9} {elapsed.TotalSeconds,6:0.0} s, peak working set {process.PeakWorkingSet64 / 1e6:0} MB"));
    }
}
