using System.Text.RegularExpressions;
using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.EndToEnd.Tests.QuickStart;

/// <summary>The sample, run once by a stranger.</summary>
internal sealed partial record QuickStartRun(int ExitCode, string Output, string Error, WireLog Wire)
{
    /// <summary>The trace's id as it was printed.</summary>
    public string TraceId => PrintedId().Match(Output).Value;

    public static Task<QuickStartRun> RunAsync(Sandbox sandbox, string question, params IEnumerable<(string Name, string? Value)> environment)
        => RunAsync(sandbox, Programs.QuickStart, [question], environment);

    public static async Task<QuickStartRun> RunAsync(Sandbox sandbox, string program, IEnumerable<string> arguments, params IEnumerable<(string Name, string? Value)> environment)
    {
        var wire = sandbox.At("wire");
        await using var child = ChildProcess.Start(program, arguments, sandbox.Environment([("QUICKSTART_WIRE_LOG", wire), .. environment]), sandbox.Path);
        var exitCode = await child.WaitForExitAsync(Programs.Limit);
        exitCode.ShouldBe(0, child.Output + child.Error);
        return new QuickStartRun(exitCode, child.Output, child.Error, new WireLog(wire));
    }

    [GeneratedRegex("tr-[0-9a-f]{32}")]
    private static partial Regex PrintedId();
}
