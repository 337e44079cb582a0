using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.Goldens.Tests;

/// <summary>The same replies in, the same facts out: what MLflow Python stored for a small program is what MLflow has of its C# port.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string, Seen> Ported
    {
        get
        {
            var data = new TheoryData<string, Seen>();
            foreach (var name in Ports.All.Keys)
            {
                foreach (var seen in Watch.Of(name)) data.Add(name, seen);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ported))]
    public async Task A_program_is_stored_as_Python_stores_it(string name, Seen seen)
    {
        var scenario = GoldenScenario.Load(name);
        var port = Ports.All[name].SeenBy(seen);
        await using var model = await scenario.StartModelServerAsync();
        var stored = await GoldenRun.RunAsync(port, scenario, model, await MlflowServers.StartAsync());
        GoldenComparer.Verify(scenario, stored, port.Departures);
        ExchangeComparer.Compare(scenario, model.Exchanges).ShouldBeEmpty();
        model.VerifyScriptWasFollowed();
    }

    [Fact]
    public void Every_golden_of_the_repository_is_ported() => Ports.All.Keys.Order().ShouldBe(GoldenScenario.InRepository());

    [Fact]
    public void No_scenario_of_the_index_is_left_out()
    {
        GoldenIndex.OpenAI.Count.ShouldBe(81);
        Ports.All.Keys.Where(name => name.StartsWith("openai/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ShouldBe(GoldenIndex.OpenAI);
        GoldenIndex.OpenAI.SelectMany(name => Watch.Of(name).Select(seen => (name, seen))).Count().ShouldBe(3 * 81);
    }
}
