using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Delivery.Server;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Tests.Delivery.Server;

public sealed class ExperimentTests
{
    private const string GetByName = "/api/2.0/mlflow/experiments/get-by-name";
    private readonly List<string> _said = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_that_is_missing_is_created_once()
    {
        await using var server = await FakeMlflowServer.StartAsync();

        var first = await ResolveAsync(server, options => options.Experiment = "shop & co");
        var second = await ResolveAsync(server, options => options.Experiment = "shop & co");

        second.ShouldBe(first);
        server.Requests.Count(request => request.Path.EndsWith("/create", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_race_for_the_name_ends_with_one_experiment()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        var winner = await ResolveAsync(server, options => options.Experiment = "race");
        server.FailNext(1, 404, pathPrefix: GetByName, body: """{"error_code":"RESOURCE_DOES_NOT_EXIST","message":"none"}""");

        (await ResolveAsync(server, options => options.Experiment = "race")).ShouldBe(winner);
    }

    [Fact]
    public async Task An_id_that_does_not_exist_is_explained()
    {
        await using var server = await FakeMlflowServer.StartAsync();

        var error = await Should.ThrowAsync<ServerUnavailableException>(() => ResolveAsync(server, options => options.ExperimentId = "4711"));

        error.RetryAfter.ShouldBe(ReplyAdvice.Hold);
        _said.ShouldHaveSingleItem().ShouldContain("no experiment with id 4711");
        _said[0].ShouldContain("MLFLOW_EXPERIMENT_NAME");
    }

    [Fact]
    public async Task A_deleted_experiment_is_explained_and_not_restored()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(1, 200, pathPrefix: GetByName, body: """{"experiment":{"experiment_id":"8","name":"old","lifecycle_stage":"deleted"}}""");

        await Should.ThrowAsync<ServerUnavailableException>(() => ResolveAsync(server, options => options.Experiment = "old"));

        _said.ShouldHaveSingleItem().ShouldContain("'old' (id 8)");
        _said[0].ShouldContain("is deleted");
        server.Requests.Count.ShouldBe(1);
    }

    private async Task<string> ResolveAsync(FakeMlflowServer server, Action<MlflowOptions> configure)
    {
        var options = Some.Options(server.Uri, configure);
        using var http = new MlflowHttp(options);
        return await new ExperimentResolver(http, new ServerTrouble(_said.Add), options).GetAsync(Token);
    }
}
