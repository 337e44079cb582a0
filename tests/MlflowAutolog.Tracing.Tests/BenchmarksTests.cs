using System.Diagnostics;

namespace MlflowAutolog.Tracing.Tests;

public sealed class BenchmarksTests
{
    [Fact]
    public async Task Every_benchmark_runs() => (await RunAsync("--smoke")).ShouldContain(" 0 failed.");

    [Fact]
    public async Task Memory_does_not_grow_with_the_calls() => (await RunAsync("memory", "2000", "4000")).ShouldContain(": flat");

    private static async Task<string> RunAsync(params string[] arguments)
    {
        // Both projects build into folders of one shape.
        var dll = Path.Combine(AppContext.BaseDirectory.Replace("MlflowAutolog.Tracing.Tests", "MlflowAutolog.Benchmarks", StringComparison.Ordinal), "MlflowAutolog.Benchmarks.dll");
        using var program = Process.Start(new ProcessStartInfo("dotnet", [dll, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var cancellation = TestContext.Current.CancellationToken;
        var error = program.StandardError.ReadToEndAsync(cancellation);
        var output = await program.StandardOutput.ReadToEndAsync(cancellation);
        await program.WaitForExitAsync(cancellation);
        program.ExitCode.ShouldBe(0, output + await error);
        return output;
    }
}
