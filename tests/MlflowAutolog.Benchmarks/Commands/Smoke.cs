using BenchmarkDotNet.Running;

namespace MlflowAutolog.Benchmarks.Commands;

/// <summary>Runs every benchmark once, so that none can rot.</summary>
internal static class Smoke
{
    /// <returns>The exit code: 0 when all ran.</returns>
    public static int Run()
    {
        var failed = 0;
        var ran = 0;
        foreach (var summary in BenchmarkRunner.Run(typeof(Smoke).Assembly, BenchmarkJobs.Once))
        {
            ran += summary.Reports.Count(report => report.Success);
            foreach (var report in summary.Reports.Where(report => !report.Success))
            {
                failed++;
                Console.Error.WriteLine($"did not run: {report.BenchmarkCase.DisplayInfo}");
            }

            foreach (var error in summary.ValidationErrors.Where(error => error.IsCritical))
            {
                failed++;
                Console.Error.WriteLine(error.Message);
            }
        }

        Console.Out.WriteLine($"{ran} benchmarks ran, {failed} failed.");
        return failed > 0 || ran == 0 ? 1 : 0;
    }
}
