using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Tracing.Tests.Rest.Experiments;

public sealed class ExperimentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task An_experiment_is_made_tagged_and_found(string version)
    {
        await using var server = await ServerTracer.OnRealAsync(version);
        var name = $"it's \"mine\" & {Guid.NewGuid():n}";

        var id = await server.Tracer.CreateExperimentAsync(name, tags: [new("team", "search")], cancellationToken: Token);
        await server.Tracer.SetExperimentTagAsync("state", "new", id, Token);

        var byName = (await server.Tracer.GetExperimentByNameAsync(name, Token)).ShouldNotBeNull();
        byName.ExperimentId.ShouldBe(id);
        byName.IsDeleted.ShouldBeFalse();
        byName.ArtifactLocation.ShouldNotBeNullOrEmpty();
        byName.Tags["team"].ShouldBe("search");
        (await server.Tracer.GetExperimentAsync(id, Token))!.Tags["state"].ShouldBe("new");
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_what_is_there_twice_an_error()
    {
        await using var server = await ServerTracer.OnRealAsync();
        var id = await server.Tracer.CreateExperimentAsync(server.Experiment, cancellationToken: Token);

        (await server.Tracer.GetExperimentAsync("987654321", Token)).ShouldBeNull();
        (await server.Tracer.GetExperimentByNameAsync("nobody's", Token)).ShouldBeNull();
        (await Should.ThrowAsync<MlflowException>(() => server.Tracer.CreateExperimentAsync(server.Experiment, cancellationToken: Token))).ErrorCode.ShouldBe("RESOURCE_ALREADY_EXISTS");
        await server.PostAsync("api/2.0/mlflow/experiments/delete", new() { ["experiment_id"] = id });
        (await server.Tracer.GetExperimentByNameAsync(server.Experiment, Token))!.IsDeleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_an_id_the_configured_experiment_is_tagged()
    {
        await using var server = await ServerTracer.OnRealAsync();

        await server.Tracer.SetExperimentTagAsync("team", "search", cancellationToken: Token);

        (await server.Tracer.GetExperimentByNameAsync(server.Experiment, Token))!.Tags["team"].ShouldBe("search");
    }

    [Fact]
    public async Task Wrong_arguments_are_refused_before_anything_is_sent()
    {
        await using var server = new ServerTracer(await MlflowServers.StartAsync());

        (await Should.ThrowAsync<MlflowException>(() => server.Tracer.GetExperimentAsync("support-bot"))).Message.ShouldContain("GetExperimentByNameAsync");
        (await Should.ThrowAsync<MlflowException>(() => server.Tracer.CreateExperimentAsync("a", traceLocation: TraceLocation.UnityCatalog("main", "x", "y")))).Message.ShouldContain("main.x.y");
        server.Requests("").ShouldBe(0);
        server.Tracer.TrackingUri.ShouldBe((await MlflowServers.StartAsync()).Uri);
    }
}
