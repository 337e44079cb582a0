using System.Text.Json.Nodes;
using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Redaction;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.EndToEnd.Tests.Redaction;

/// <summary>Two hundred secrets and as many look-alikes go through every place of a span and a trace; what leaves the process is searched byte by byte.</summary>
public sealed class RedactionTests : IAsyncDisposable
{
    private static readonly string[] Planted = [.. PlantedSecrets.All.Select(planted => planted.Text)];

    private readonly Door _door = new();

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task No_secret_is_sent_to_the_server_and_the_model_is_asked_as_ever()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var program = new PlantingProgram(Planted);
        Autolog(server.Uri, pack: true);
        await program.RunAsync();
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        NothingLeaked(FarSide.Of(server, _door.Sandbox.Path, _door.Log));

        var asked = string.Join('\n', program.ModelRequests.Select(body => JsonNode.Parse(body)!["messages"]![0]!["content"]!.ToString()));
        Planted.Where(text => !asked.Contains(text, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_pack_the_same_search_finds_them()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var program = new PlantingProgram(Planted);
        Autolog(server.Uri, pack: false);
        await program.RunAsync();
        await Mlflow.FlushAsync(TestContext.Current.CancellationToken);
        var far = FarSide.Of(server, _door.Sandbox.Path, _door.Log);
        PlantedSecrets.All.Where(planted => !far.Has(planted.Secret)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_secret_is_in_the_local_store()
    {
        await using var program = new PlantingProgram(Planted);
        Autolog(null, pack: true);
        await program.RunAsync();
        await Mlflow.ShutdownAsync();
        NothingLeaked(FarSide.Of(null, _door.Sandbox.Path, _door.Log));
    }

    [Fact]
    public async Task No_secret_is_in_the_spool()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var program = new PlantingProgram(Planted);
        Autolog(server.Uri, pack: true);
        await server.StopAsync();
        await program.RunAsync();
        await Mlflow.ShutdownAsync(TimeSpan.FromSeconds(1));
        Mlflow.Statistics.Spilled.ShouldBeGreaterThan(200);
        NothingLeaked(FarSide.Of(server, _door.Sandbox.Path, _door.Log));
    }

    [Fact]
    public async Task No_secret_is_in_the_dead_letter()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var program = new PlantingProgram(Planted);
        Autolog(server.Uri, pack: true);
        server.FailNext(100_000, 400, pathPrefix: "/v1/traces", body: "no");
        await program.RunAsync();
        await Mlflow.FlushAsync(TestContext.Current.CancellationToken);
        Directory.GetFiles(_door.Sandbox.Path, "dead-letter.jsonl", SearchOption.AllDirectories).ShouldHaveSingleItem();
        NothingLeaked(FarSide.Of(server, _door.Sandbox.Path, _door.Log));
    }

    [Fact]
    public async Task Two_hundred_look_alikes_arrive_unharmed()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var program = new PlantingProgram(LookAlikes.All);
        Autolog(server.Uri, pack: true);
        await program.RunAsync();
        await Mlflow.FlushAsync(TestContext.Current.CancellationToken);
        var far = FarSide.Of(server, _door.Sandbox.Path, _door.Log);
        LookAlikes.All.Count.ShouldBeGreaterThanOrEqualTo(200);
        LookAlikes.All.Where(text => !far.Has(text)).ShouldBeEmpty();
        Placeholders.Where(far.Has).ShouldBeEmpty();
    }

    private static readonly string[] Placeholders = ["[email]", "[phone]", "[card]", "[iban]", "[key]", "[ip]"];

    private static void NothingLeaked(FarSide far)
    {
        PlantedSecrets.All.Where(planted => far.Has(planted.Secret)).ShouldBeEmpty();
        Placeholders.Where(placeholder => !far.Has(placeholder)).ShouldBeEmpty();
        Mlflow.Statistics.ContentDropped.ShouldBe(0);
    }

    private void Autolog(string? uri, bool pack) => _door.Autolog(options =>
    {
        options.TrackingUri = uri;
        options.TraceInfo = TraceInfoMode.Always;
        if (pack) options.RedactPii();
    });
}
