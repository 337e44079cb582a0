using System.Diagnostics;

namespace MlflowAutolog.Tracing.Tests;

public sealed class BenchmarksTests
{
    [Fact]
    public async Task Every_benchmark_runs()
    {
        // Both projects build into folders of one shape.
        var dll = Path.Combine(AppContext.BaseDirectory.Replace("MlflowAutolog.Tracing.Tests", "MlflowAutolog.Benchmarks", StringComparison.Ordinal), "MlflowAutolog.Benchmarks.dll");
        using var smoke = Process.Start(new ProcessStartInfo("dotnet", [dll, "--smoke"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var cancellation = TestContext.Current.CancellationToken;
        var error = smoke.StandardError.ReadToEndAsync(cancellation);
        var output = await smoke.StandardOutput.ReadToEndAsync(cancellation);
        await smoke.WaitForExitAsync(cancellation);
        smoke.ExitCode.ShouldBe(0, output + await error);
        output.ShouldContain(" 0 failed.");
    }
}
