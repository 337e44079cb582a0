using System.Diagnostics;
using System.Globalization;
using MlflowAutolog.Benchmarks.Support;

namespace MlflowAutolog.Benchmarks.Commands;

/// <summary>What the one line costs an application that just started: nothing is compiled yet, and the server does not answer.</summary>
internal static class ColdStart
{
    private static readonly string[] Names = ["Autolog to return (ms)", "and the first span ended (ms)", "working set (MB)", "and after the first span (MB)"];

    public static async Task RunAsync(int runs)
    {
        var samples = new List<double[]>();
        for (var i = 0; i < runs; i++)
        {
            using var child = OwnProcess.Start("coldstart", "child");
            var line = await child.StandardOutput.ReadToEndAsync();
            await child.WaitForExitAsync();
            samples.Add([.. line.Trim().Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))]);
        }

        for (var i = 0; i < Names.Length; i++)
        {
            double[] sorted = [.. samples.Select(sample => sample[i]).Order()];
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Names[i]}: median {sorted[runs / 2]:0.0} of {runs} runs ({sorted[0]:0.0} to {sorted[^1]:0.0})"));
        }
    }

    public static async Task MeasureAsync()
    {
        // What any program has in use: the clock, the process's own figures.
        var process = Process.GetCurrentProcess();
        var memory = process.WorkingSet64;
        var started = Stopwatch.GetTimestamp();
        Mlflow.Autolog(static options =>
        {
            options.TrackingUri = "http://127.0.0.1:9";
            options.Environment = static _ => null;
            options.ShutdownTimeout = TimeSpan.Zero;
        });
        var returned = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        var afterReturn = process.WorkingSet64 - memory;
        started = Stopwatch.GetTimestamp();
        using (var span = Mlflow.StartSpan("answer", SpanType.Chain, ("question", "How warm is it in Oslo?"))) span.SetOutputs("It is 21 degrees.");
        var ended = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        var afterSpan = process.WorkingSet64 - memory;
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{returned.TotalMilliseconds} {ended.TotalMilliseconds} {afterReturn / 1048576.0} {afterSpan / 1048576.0}"));
        await Mlflow.ResetAsync();
    }
}
