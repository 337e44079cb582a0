using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Tests.Rest.Traces;

namespace MlflowAutolog.Tracing.Tests.Rest;

public sealed class ActiveModelTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task A_model_is_made_once_by_name_and_its_traces_are_found(string version)
    {
        await using var server = await ServerTracer.OnRealAsync(version);

        var made = await server.Tracer.SetActiveModelByNameAsync("agent v2", Token);
        server.Tracer.StartSpan("of the model").Dispose();
        server.Tracer.SetActiveModel(null);
        server.Tracer.StartSpan("of none").Dispose();
        var found = await server.Tracer.SetActiveModelByNameAsync("agent v2", Token);
        await server.FlushAsync();

        found.ShouldBe(made);
        server.Tracer.ActiveModelId.ShouldBe(made);
        (await server.GetAsync("api/2.0/mlflow/logged-models/" + made))["model"]!["info"]!["status"]!.ToString().ShouldBe("LOGGED_MODEL_READY");
        (await server.Tracer.SearchTracesAsync(modelId: made, cancellationToken: Token).NamesAsync()).ShouldBe(["of the model"]);
        (await server.Tracer.SearchTracesAsync(MlflowTraceFilter.Name.Like("of%"), modelId: made, cancellationToken: Token).NamesAsync()).ShouldBe(["of the model"]);
    }

    [Fact]
    public async Task Traces_of_a_run_are_found_by_it()
    {
        await using var first = await ServerTracer.OnRealAsync();
        var experiment = await first.Tracer.CreateExperimentAsync(first.Experiment, cancellationToken: Token);
        var run = (await first.PostAsync("api/2.0/mlflow/runs/create", new JsonObject { ["experiment_id"] = experiment }))["run"]!["info"]!["run_id"]!.ToString();
        await using var server = await ServerTracer.OnRealAsync(experiment: first.Experiment, configure: options => options.RunId = run);

        server.Tracer.StartSpan("of the run").Dispose();
        first.Tracer.StartSpan("of none").Dispose();
        await server.FlushAsync();
        await first.FlushAsync();

        (await first.Tracer.SearchTracesAsync(runId: run, cancellationToken: Token).NamesAsync()).ShouldBe(["of the run"]);
    }
}
