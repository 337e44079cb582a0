using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Goldens;
using Shouldly;
using Xunit;

namespace MlflowAutolog.TestSupport.Tests.Goldens;

public sealed class GoldenComparerTests
{
    public static TheoryData<string> All => [.. GoldenScenario.InRepository()];

    [Fact]
    public void The_repository_holds_goldens() => GoldenScenario.InRepository().Count().ShouldBeGreaterThanOrEqualTo(37);

    [Theory]
    [MemberData(nameof(All))]
    public void A_golden_equals_itself(string name)
    {
        var scenario = GoldenScenario.Load(name);
        Differences(scenario, OurTraces.Of(scenario)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Order_of_keys_and_forms_of_numbers_do_not_count(string name)
    {
        var scenario = GoldenScenario.Load(name);
        Differences(scenario, (JsonArray)Reordered(OurTraces.Of(scenario))!).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("openai/chat_basic")]
    [InlineData("openai/chat_tool_loop")]
    [InlineData("openai/stream_text")]
    public void Null_fields_of_Pythons_classes_do_not_count(string name)
    {
        var scenario = GoldenScenario.Load(name);
        var ours = OurTraces.Of(scenario);
        foreach (var span in OurTraces.Spans(ours)) span["outputs"] = WithoutNulls(span["outputs"]);
        Differences(scenario, ours).ShouldBeEmpty();
    }

    [Fact]
    public void A_null_that_a_program_of_core_gave_counts()
    {
        var scenario = GoldenScenario.Load("core/values_basic");
        var ours = OurTraces.Of(scenario);
        OurTraces.Spans(ours).Single(span => span["name"]!.ToString() == "null")["inputs"] = new JsonObject();
        Differences(scenario, ours).ShouldHaveSingleItem().Rule.ShouldContain("missing");
    }

    [Fact]
    public void The_asynchronous_client_has_the_same_name()
    {
        var scenario = GoldenScenario.Load("openai/chat_async");
        var ours = OurTraces.Of(scenario);
        foreach (var span in OurTraces.Spans(ours)) span["name"] = "Completions";
        ours[0]!["tags"]!["mlflow.traceName"] = "Completions";
        Differences(scenario, ours).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"dimensions":3}""", true)]
    [InlineData("""{"count":1,"dimensions":3}""", true)]
    [InlineData("[1,2,3]", true)]
    [InlineData("\"AACAPgAAAL8AAAA+\"", true)]
    [InlineData("""{"dimensions":4}""", false)]
    [InlineData("[1,2]", false)]
    [InlineData("null", false)]
    public void Vectors_are_compared_by_their_dimensions(string vector, bool equal)
    {
        var scenario = GoldenScenario.Load("openai/embeddings_one");
        var ours = OurTraces.Of(scenario);
        ours[0]!["spans"]![0]!["outputs"]!["data"]![0]!["embedding"] = JsonNode.Parse(vector);
        Differences(scenario, ours).Select(difference => difference.Path).ShouldBe(equal ? [] : ["$[0].spans[0].outputs.data[0].embedding"]);
    }

    [Fact]
    public void What_the_SDK_adds_to_a_request_does_not_count_and_what_we_add_does()
    {
        var scenario = GoldenScenario.Load("openai/stream_text");
        var ours = OurTraces.Of(scenario);
        var inputs = ours[0]!["spans"]![0]!["inputs"]!;
        inputs["stream_options"] = new JsonObject { ["include_usage"] = true };
        Differences(scenario, ours).ShouldBeEmpty();
        inputs["invented"] = 1;
        Differences(scenario, ours).ShouldHaveSingleItem().Path.ShouldBe("$[0].spans[0].inputs.invented");
    }

    [Fact]
    public void A_missing_error_text_of_the_server_is_found()
    {
        var scenario = GoldenScenario.Load("openai/error_401");
        var ours = OurTraces.Of(scenario);
        var attributes = ours[0]!["spans"]![0]!["events"]![0]!["attributes"]!;
        attributes["exception.message"] = "HTTP 401 invalid_api_key: Incorrect API key provided: test-key. You can find your API key at https://platform.openai.com/account/api-keys.";
        Differences(scenario, ours).ShouldBeEmpty();
        attributes["exception.message"] = "HTTP 401";
        Differences(scenario, ours).ShouldHaveSingleItem();
        attributes["exception.message"] = "Incorrect API key provided: test-key. You can find your API key at https://platform.openai.com/account/api-keys.";
        attributes["exception.type"] = "InvalidCastException";
        Differences(scenario, ours).ShouldHaveSingleItem().Rule.ShouldBe("class of equal meaning");
    }

    [Fact]
    public void A_difference_can_be_read()
    {
        var scenario = GoldenScenario.Load("openai/chat_basic");
        var ours = OurTraces.Of(scenario);
        ours[0]!["spans"]![0]!["attributes"]!["mlflow.chat.tokenUsage"]!["total_tokens"] = 28;
        Should.Throw<GoldenMismatchException>(() => GoldenComparer.Verify(scenario, ours)).Message.ShouldBe(
            "openai/chat_basic: 1 differences" + Environment.NewLine
            + "  $[0].spans[0].attributes['mlflow.chat.tokenUsage'].total_tokens (attribute): expected 27, actual 28");
    }

    private static IReadOnlyList<Difference> Differences(GoldenScenario scenario, JsonArray ours)
        => GoldenComparer.Compare(scenario.Area, scenario.Traces, ours);

    private static JsonNode? Reordered(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Reverse().Select(pair => KeyValuePair.Create(pair.Key, Reordered(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Reordered)]),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number && value.TryGetValue<int>(out var number)
            => JsonNode.Parse(number.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".0"),
        _ => node?.DeepClone(),
    };

    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, WithoutNulls(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };
}
