using System.Diagnostics;
using System.Globalization;

namespace MlflowAutolog.Benchmarks.Commands;

/// <summary>A span with ten attributes, ours and the rival's in turn: what else runs on the machine then hits both alike.</summary>
internal static class SpanPairs
{
    public static void Run(int rounds)
    {
        var ours = new SpanBenchmarks();
        var rival = new SpanBenchmarks();
        ours.SetUpOurs();
        rival.SetUpRival();
        var pairs = new List<(double Ours, double Rival)>();
        for (var i = 0; i < rounds; i++) pairs.Add((Measure(ours, ours.Ours), Measure(rival, rival.OpenTelemetry)));
        ours.Stop();
        rival.Stop();

        // The first half is the compiler's.
        var settled = pairs.Skip(rounds / 2).ToList();
        Report("shortest", settled.Min(pair => pair.Ours), settled.Min(pair => pair.Rival));
        Report("median", Median(settled.Select(pair => pair.Ours)), Median(settled.Select(pair => pair.Rival)));
    }

    /// <summary>Nanoseconds a span.</summary>
    private static double Measure(SpanBenchmarks benchmarks, Action run)
    {
        benchmarks.Shut();
        var started = Stopwatch.GetTimestamp();
        run();
        var elapsed = Stopwatch.GetElapsedTime(started);
        benchmarks.Drain();
        return elapsed.TotalNanoseconds / SpanBenchmarks.Spans;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

    private static void Report(string name, double ours, double rival)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: ours {ours:0} ns, OpenTelemetry {rival:0} ns, ratio {ours / rival:0.00}"));
}
