using System.Runtime.InteropServices;
using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.EndToEnd.Tests.QuickStart;

/// <summary>The sample compiled ahead of time: nothing is lost to trimming, and nobody scans.</summary>
public sealed class NativeAotTests : IDisposable
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromMinutes(8);

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Compiled_ahead_of_time_it_leaves_the_same_trace_and_the_compiler_has_nothing_to_say()
    {
        const string Question = "Where is my order 64?";
        SkipWithoutLinker();

        var warnings = await PublishAsync();
        warnings.ShouldBeEmpty();

        var run = await QuickStartRun.RunAsync(_sandbox, _sandbox.At("published/QuickStart"), [Question]);
        var options = new MlflowOptions();
        _sandbox.Configure(options);
        await using var reader = new MlflowTracer(options);
        var trace = (await reader.GetTraceAsync(run.TraceId, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        trace.ShouldTell(run.Wire, Question);
        run.ShouldPrint(Question);
        run.Wire.ShouldHaveNoTraceHeader();
    }

    /// <returns>The lines with a warning of the compiler or the trimmer.</returns>
    private async Task<string[]> PublishAsync()
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync(
            "dotnet",
            [
                "publish", RepositoryRoot.Combine("samples", "QuickStart"), "-r", RuntimeInformation.RuntimeIdentifier, "-c", "Release", "-v", "minimal",
                "-p:PublishAot=true", "-p:StripSymbols=true", "-nodeReuse:false",
                "-o", _sandbox.At("published"), "--artifacts-path", _sandbox.At("artifacts"),
            ],
            PublishLimit);
        exitCode.ShouldBe(0, output + error);
        return [.. output.Split('\n').Where(line => line.Contains("warning IL", StringComparison.Ordinal))];
    }

    private static void SkipWithoutLinker()
    {
        var isSupported = OperatingSystem.IsLinux() && (IsOnPath("clang") || IsOnPath("gcc"));
        if (Environment.GetEnvironmentVariable("CI") == "true" && OperatingSystem.IsLinux())
            isSupported.ShouldBeTrue("CI=true demands a linker for NativeAOT: install clang or gcc, and zlib's development files");
        else
            Assert.SkipUnless(isSupported, "NativeAOT is tested on Linux with clang or gcc.");
    }

    private static bool IsOnPath(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
