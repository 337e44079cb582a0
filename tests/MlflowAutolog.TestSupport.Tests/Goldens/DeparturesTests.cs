using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Goldens;
using Shouldly;
using Xunit;

namespace MlflowAutolog.TestSupport.Tests.Goldens;

public sealed class DeparturesTests
{
    private const string ToolCalls = "$[0].spans[0].outputs.choices[0].message.tool_calls";
    private const string Calls = """[{"id":"call_s1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}}]""";

    [Fact]
    public void A_required_value_replaces_the_goldens()
    {
        var scenario = GoldenScenario.Load("openai/stream_tool_call");
        var ours = OurTraces.Of(scenario);
        var departures = new Departures().Require(ToolCalls, Calls, "B1");
        Compare(scenario, ours, departures).ShouldHaveSingleItem().Path.ShouldBe(ToolCalls);

        ours[0]!["spans"]![0]!["outputs"]!["choices"]![0]!["message"]!["tool_calls"] = JsonNode.Parse(Calls);
        Compare(scenario, ours, departures).ShouldBeEmpty();
        Compare(scenario, ours, new Departures()).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_required_condition_is_checked_against_what_was_stored()
    {
        var scenario = GoldenScenario.Load("openai/chat_basic");
        var ours = OurTraces.Of(scenario);
        Compare(scenario, ours, new Departures().Require("$[0].state", state => state?.ToString() == "OK", "same")).ShouldBeEmpty();
        Compare(scenario, ours, new Departures().Require("$[0].state", state => state?.ToString() == "ERROR", "other")).ShouldHaveSingleItem();
    }

    [Fact]
    public void An_ignored_place_hides_itself_and_what_is_below_and_nothing_else()
    {
        var scenario = GoldenScenario.Load("openai/chat_basic");
        var ours = OurTraces.Of(scenario);
        ours[0]!["spans"]![0]!["inputs"]!["temperature"] = 1;
        ours[0]!["spans"]![0]!["type"] = "LLM";
        Compare(scenario, ours, new Departures().Ignore("$[0].spans[*].inputs", "test")).ShouldHaveSingleItem().Path.ShouldBe("$[0].spans[0].type");
    }

    [Fact]
    public void A_trace_that_Python_lost_can_be_demanded()
    {
        var scenario = GoldenScenario.Load("openai/stream_break_early");
        var lost = scenario.Traces[0]!.DeepClone();
        lost["request_preview"] = "Count to ten.";
        var departures = new Departures().Insert("$[0]", lost.ToJsonString(), "A1");
        Compare(scenario, OurTraces.Of(scenario), departures).ShouldNotBeEmpty();
        Compare(scenario, new JsonArray(lost, scenario.Traces[0]!.DeepClone()), departures).ShouldBeEmpty();
    }

    [Fact]
    public void A_value_can_be_demanded_to_be_absent()
    {
        var scenario = GoldenScenario.Load("openai/chat_basic");
        var ours = OurTraces.Of(scenario);
        ours[0]!["spans"]![0]!["inputs"]!.AsObject().Remove("temperature");
        ours[0]!["metadata"]!["mlflow.traceInputs"]!.AsObject().Remove("temperature");
        Compare(scenario, ours, new Departures()
            .RequireAbsent("$[0].spans[0].inputs.temperature", "test")
            .RequireAbsent("$[0].metadata['mlflow.traceInputs'].temperature", "test")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("$[0].spans[7].name")]
    [InlineData("$[4]")]
    public void A_departure_from_a_place_that_is_not_there_is_a_mistake(string path)
        => Should.Throw<InvalidOperationException>(() => Compare(GoldenScenario.Load("openai/chat_basic"), [], new Departures().Require(path, "1", "test")));

    [Theory]
    [InlineData("[0].spans")]
    [InlineData("$.spans[x]")]
    [InlineData("$.attributes[mlflow.chat.tools]")]
    public void A_path_that_is_none_is_a_mistake(string path)
        => Should.Throw<FormatException>(() => new Departures().Ignore(path, "test"));

    private static IReadOnlyList<Difference> Compare(GoldenScenario scenario, JsonArray ours, Departures departures)
        => GoldenComparer.Compare(scenario.Area, scenario.Traces, ours, departures);
}
