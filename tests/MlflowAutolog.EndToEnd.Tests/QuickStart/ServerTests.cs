using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.EndToEnd.Tests.QuickStart;

/// <summary>The same run into MLflow.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task The_run_is_in_MLflow_and_its_link_is_printed(string version)
    {
        const string Question = "Where is my order 318?";
        var server = await MlflowServers.StartAsync(version);
        var experiment = $"quickstart-{Guid.NewGuid():N}";

        var run = await QuickStartRun.RunAsync(_sandbox, Question, ("MLFLOW_TRACKING_URI", server.Uri), ("MLFLOW_EXPERIMENT_NAME", experiment));

        var options = new MlflowOptions { TrackingUri = server.Uri };
        _sandbox.Configure(options);
        await using var reader = new MlflowTracer(options);
        var trace = (await reader.GetTraceAsync(run.TraceId, TestContext.Current.CancellationToken)).ShouldNotBeNull();
        trace.ShouldTell(run.Wire, Question);
        run.ShouldPrint(Question);
        run.Wire.ShouldHaveNoTraceHeader();
        run.Output.ShouldContain($"Stored: {server.Uri}/#/experiments/{trace.Info.ExperimentId}/traces?selectedEvaluationId={run.TraceId}");
        run.Error.ShouldBeEmpty();
        Directory.Exists(_sandbox.Store).ShouldBeFalse("there is a server");
    }
}
