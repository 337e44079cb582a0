using MlflowAutolog.TestSupport.Goldens;
using Shouldly;
using Xunit;

namespace MlflowAutolog.TestSupport.Tests.Goldens;

public sealed class GoldenScenarioTests
{
    public static TheoryData<string> All => [.. GoldenScenario.InRepository()];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_script_in_the_repository_starts_a_server(string name)
    {
        await using var server = await GoldenScenario.Load(name).StartModelServerAsync();
        server.Exchanges.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_script_replays_the_recorded_exchange()
    {
        var scenario = GoldenScenario.Load("openai/error_429_then_ok");
        await using var server = await scenario.StartModelServerAsync();
        using var client = new HttpClient();
        var statuses = new List<int>();
        foreach (var exchange in scenario.Exchanges)
        {
            using var content = new StringContent(exchange!["request"]!["body"]!.ToJsonString());
            using var response = await client.PostAsync(new Uri(server.Uri, exchange["request"]!["path"]!.ToString()), content, TestContext.Current.CancellationToken);
            statuses.Add((int)response.StatusCode);
            if (!response.IsSuccessStatusCode) response.Headers.GetValues("retry-after-ms").ShouldBe(["5"]);
        }

        statuses.ShouldBe([429, 429, 200]);
        server.VerifyScriptWasFollowed();
        ExchangeComparer.Compare(scenario, server.Exchanges).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_different_request_is_found()
    {
        var scenario = GoldenScenario.Load("openai/chat_basic");
        await using var server = await scenario.StartModelServerAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        using var content = new StringContent("""{"model":"gpt-4o-mini","messages":[{"role":"user","content":[{"type":"text","text":"What is the capital of France?"}]}]}""");
        using var response = await client.PostAsync(new Uri(server.Uri, "/v1/chat/completions"), content, TestContext.Current.CancellationToken);
        ExchangeComparer.Compare(scenario, server.Exchanges).Select(difference => difference.Path).ShouldBe(
            ["$[0].request.headers.traceparent", "$[0].request.body.messages", "$[0].request.body.messages[0].role", "$[0].request.body.messages[0].content"]);
    }

    [Fact]
    public void A_golden_that_this_machine_does_not_have_skips_the_test_and_says_so()
    {
        var skip = Should.Throw<InvalidOperationException>(() => GoldenScenario.Load("openai/none_such", _ => null));
        skip.Message.ShouldStartWith("$XunitDynamicSkip$The golden openai/none_such is not on this machine");
    }

    [Fact]
    public void The_variables_of_a_scenario_are_known()
        => GoldenScenario.Load("core/sampling_zero").Environment.ShouldBe(new Dictionary<string, string> { ["MLFLOW_TRACE_SAMPLING_RATIO"] = "0" });
}
