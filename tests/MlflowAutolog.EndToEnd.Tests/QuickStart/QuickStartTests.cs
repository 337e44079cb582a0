using MlflowAutolog.EndToEnd.Tests.Support;

namespace MlflowAutolog.EndToEnd.Tests.QuickStart;

/// <summary>The first run: no key, no server, no Python. What is stored and printed is what went over the wire.</summary>
public sealed class QuickStartTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("Where is my order 771, and can I still send it back?")]
    [InlineData("When does order 42 arrive?")]
    [InlineData("Do you take cards?")]
    public async Task The_first_run_leaves_a_trace_that_tells_what_went_over_the_wire(string question)
    {
        var run = await QuickStartRun.RunAsync(_sandbox, question);

        var trace = await StoredAsync(run.TraceId);
        trace.ShouldTell(run.Wire, question);
        run.ShouldPrint(question);
        run.Wire.ShouldHaveNoTraceHeader();
        run.Output.ShouldContain($"Stored: {Path.GetFullPath(_sandbox.Store)}");
        run.Error.ShouldContain("traces are kept in");
        _sandbox.Stored().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_code_is_not_dynamic_the_attribute_in_the_application_is_enough()
    {
        var settings = _sandbox.At("not-dynamic.runtimeconfig.json");
        var built = await File.ReadAllTextAsync(Path.ChangeExtension(Programs.QuickStart, ".runtimeconfig.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            settings,
            built.Replace("\"configProperties\": {", "\"configProperties\": { \"System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported\": false,", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var run = await QuickStartRun.RunAsync(_sandbox, "dotnet", ["exec", "--runtimeconfig", settings, Programs.QuickStart, "Where is order 9?"]);

        (await StoredAsync(run.TraceId)).ShouldTell(run.Wire, "Where is order 9?");
    }

    private async Task<MlflowTrace> StoredAsync(string traceId)
    {
        var options = new MlflowOptions();
        _sandbox.Configure(options);
        await using var reader = new MlflowTracer(options);
        return (await reader.GetTraceAsync(traceId, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }
}
