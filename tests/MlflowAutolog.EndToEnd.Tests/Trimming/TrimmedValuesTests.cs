using System.Runtime.InteropServices;
using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Processes;

namespace MlflowAutolog.EndToEnd.Tests.Trimming;

/// <summary>An object whose properties the trimmer took says so, and one with a type info is whole.</summary>
public sealed class TrimmedValuesTests : IDisposable
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromMinutes(8);

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task Not_trimmed_all_is_there()
    {
        var (inputs, outputs) = await RunAsync(Programs.App);

        inputs.ShouldBe("""{"order":{"Number":"A-1"},"nothing":{"City":"Rome"}}""");
        outputs.ShouldBe("""{"Number":"A-1"}""");
    }

    [Fact]
    public async Task Trimmed_what_is_gone_is_named_and_a_type_info_keeps_all()
    {
        var (exitCode, output, error) = await ChildProcess.RunAsync(
            "dotnet",
            [
                "publish", RepositoryRoot.Combine("tests", "MlflowAutolog.EndToEnd.App"), "-r", RuntimeInformation.RuntimeIdentifier, "-c", "Release", "-f", "net10.0", "-v", "minimal",
                "-p:PublishTrimmed=true", "-p:TrimMode=full", "--self-contained", "-nodeReuse:false", "-o", _sandbox.At("published"), "--artifacts-path", _sandbox.At("artifacts"),
            ],
            PublishLimit);
        exitCode.ShouldBe(0, output + error);

        var (inputs, outputs) = await RunAsync(_sandbox.At("published/MlflowAutolog.EndToEnd.App"));

        inputs.ShouldContain("""{"$type":"Bare","note":"properties trimmed"}""");
        outputs.ShouldBe("""{"Number":"A-1"}""");
    }

    private async Task<(string Inputs, string Outputs)> RunAsync(string program)
    {
        await using var app = ChildProcess.Start(program, ["values"], _sandbox.Environment(), _sandbox.Path);
        (await app.WaitForExitAsync(Programs.Limit)).ShouldBe(0, app.Error);
        var span = _sandbox.Stored().Single(trace => trace.Root?.Name == "values").Spans.ShouldHaveSingleItem();
        return (span.Inputs.ToString(), span.Outputs.ToString());
    }
}
