using MlflowAutolog.TestSupport.Processes;
using Shouldly;
using Xunit;

namespace MlflowAutolog.TestSupport.Tests.Processes;

public sealed class ChildProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Output_error_and_exit_code_are_caught()
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync(
            "bash", ["-c", "echo \"out $NAME\"; echo err >&2; exit 3"], Limit, new Dictionary<string, string?> { ["NAME"] = "x" });
        exitCode.ShouldBe(3);
        output.ShouldBe($"out x{Environment.NewLine}");
        error.ShouldBe($"err{Environment.NewLine}");
    }

    [Fact]
    public async Task A_library_is_run_by_dotnet()
    {
        await using var child = ChildProcess.Start(typeof(ChildProcessTests).Assembly.Location, ["-?"]);
        await child.WaitForExitAsync(Limit);
        child.Output.ShouldContain("xUnit.net");
    }

    [Fact]
    public async Task A_signal_reaches_the_program()
    {
        await using var child = ChildProcess.Start("bash", ["-c", "trap 'echo caught; exit 5' TERM; echo ready; while :; do sleep 0.05; done"]);
        await child.WaitForOutputAsync("ready", Limit);
        child.Send(Signal.Terminate);
        (await child.WaitForExitAsync(Limit)).ShouldBe(5);
        child.Output.ShouldContain("caught");
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_killed()
    {
        await using var child = ChildProcess.Start("sleep", ["600"]);
        await Should.ThrowAsync<TimeoutException>(() => child.WaitForExitAsync(TimeSpan.FromMilliseconds(100)));
        await Eventually.TrueAsync(() => !Directory.Exists($"/proc/{child.Id}"));
    }

    [Fact]
    public void The_root_of_the_repository_is_found() => File.Exists(RepositoryRoot.Combine("MlflowAutolog.sln")).ShouldBeTrue();
}
