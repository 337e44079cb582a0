using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Goldens.Tests;

/// <summary>MLflow 3.6.0 has of every program what 3.17.2 has, but for what its version cannot do.</summary>
public sealed class OldestServerTests
{
    public static TheoryData<string> Ported => [.. Ports.All.Keys];

    [Theory]
    [MemberData(nameof(Ported))]
    public async Task A_program_is_stored_as_on_the_latest(string name)
    {
        var scenario = GoldenScenario.Load(name);
        var port = Ports.All[name];
        await using var model = await scenario.StartModelServerAsync();
        var stored = await GoldenRun.RunAsync(port, scenario, model, await MlflowServers.StartAsync(MlflowServers.Oldest));
        GoldenComparer.Verify(scenario, stored, port.OnOldest ?? port.Departures);
    }

    [Theory]
    [InlineData(MlflowServers.Latest, true)]
    [InlineData(MlflowServers.Oldest, false)]
    public async Task Only_the_latest_computes_the_cost(string version, bool computes)
    {
        var server = await MlflowServers.StartAsync(version);
        if (!server.IsReal) Assert.Skip("the stand-in knows no prices");
        var scenario = GoldenScenario.Load("openai/chat_tool_loop");
        await using var model = await scenario.StartModelServerAsync();
        var trace = (await GoldenRun.RunAsync(Ports.All[scenario.Name], scenario, model, server))[0]!;
        (trace["metadata"]!["mlflow.trace.cost"] is not null).ShouldBe(computes);
        (trace["spans"]![0]!["children"]![0]!["attributes"]!["mlflow.llm.cost"] is not null).ShouldBe(computes);
    }

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task A_child_that_ends_after_its_root_joins_the_trace_with_its_usage(string version)
    {
        var trace = (await GoldenRun.RunAsync(LateChild, await MlflowServers.StartAsync(version))).ShouldHaveSingleItem()!;
        trace["incomplete"].ShouldBeNull();
        trace["metadata"]!["mlflow.trace.tokenUsage"]!["total_tokens"]!.GetValue<int>().ShouldBe(5);
        var root = trace["spans"]!.AsArray().ShouldHaveSingleItem()!;
        root["children"]!.AsArray().ShouldHaveSingleItem()!["name"]!.ToString().ShouldBe("late");
    }

    private static void LateChild()
    {
        var root = Mlflow.StartSpan("root", SpanType.Agent);
        var late = Mlflow.StartDetachedSpan("late", SpanType.ChatModel, root);
        root.End();
        Mlflow.FlushAsync().GetAwaiter().GetResult().ShouldBeTrue();
        late.SetAttribute("mlflow.chat.tokenUsage", new { input_tokens = 4, output_tokens = 1, total_tokens = 5 });
        late.End();
    }
}
