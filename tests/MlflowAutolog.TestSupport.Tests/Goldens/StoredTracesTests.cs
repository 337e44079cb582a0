using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.Servers;
using Shouldly;
using Xunit;

namespace MlflowAutolog.TestSupport.Tests.Goldens;

/// <summary>A golden that is sent to a server reads back as the golden it is: server, reading and comparison agree.</summary>
public sealed class StoredTracesTests
{
    private static readonly Departures WithoutFiles = new Departures().RequireAbsent("$[0].attachments", "a golden knows the hash of a file, not the file");

    public static TheoryData<string> All => [.. GoldenScenario.InRepository()];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_golden_reads_back_from_the_stand_in(string name)
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await ReadsBackAsync(name, server);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_golden_reads_back_from_the_real_server(string name)
    {
        var server = await MlflowServers.StartAsync();
        if (!server.IsReal) Assert.Skip("no real MLflow here");
        await ReadsBackAsync(name, server);
    }

    [Fact]
    public async Task Spans_that_never_arrived_make_a_trace_incomplete()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        var golden = GoldenScenario.Load("openai/chat_basic").Traces;
        golden[0]!["metadata"]!["mlflow.trace.sizeStats"] = """{"num_spans":2}""";
        var stored = await SendAndReadAsync(server, golden);
        stored[0]!["incomplete"]!.ToString().ShouldBe("1 of 2 spans never arrived");
    }

    [Fact]
    public async Task More_traces_than_a_page_are_read_in_order_of_start()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        var trace = GoldenScenario.Load("core/preview_rules").Traces[0]!;
        var golden = new JsonArray([.. Enumerable.Range(0, 1001).Select(number =>
        {
            var copy = trace.DeepClone();
            copy["request_preview"] = $"{number}";
            return copy;
        })]);
        var stored = await SendAndReadAsync(server, golden);
        stored.Select(item => item!["request_preview"]!.ToString()).ShouldBe(Enumerable.Range(0, 1001).Select(number => $"{number}"));
    }

    private static async Task ReadsBackAsync(string name, IMlflowServer server)
    {
        var scenario = GoldenScenario.Load(name);
        var ours = OurTraces.Of(scenario);
        var stored = await SendAndReadAsync(server, ours);
        GoldenComparer.Verify(scenario, stored, scenario.Traces.Any(trace => trace!["attachments"] is not null) ? WithoutFiles : null);
    }

    private static async Task<JsonArray> SendAndReadAsync(IMlflowServer server, JsonArray traces)
    {
        using var client = new HttpClient();
        using var reader = new StoredTraces(server);
        var experiment = await reader.NewExperimentAsync();
        await new GoldenSender(server, client).SendAsync(traces, experiment);
        return await reader.ReadAsync(experiment);
    }
}
