using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Wire.OpenAI.Responses;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Responses;

/// <summary>What there is of a stream that never came to its end.</summary>
public sealed class StreamTests
{
    [Fact]
    public void Texts_refusals_and_reasoning_are_joined_part_by_part()
        => Items(
                Added(0, """{"id":"rs_1","type":"reasoning","summary":[]}"""),
                ("response.reasoning_summary_part.added", """ "output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""} """),
                ("response.reasoning_summary_text.delta", """ "output_index":0,"summary_index":0,"delta":"Fi" """),
                ("response.reasoning_summary_text.delta", """ "output_index":0,"summary_index":0,"delta":"rst" """),
                ("response.reasoning_text.delta", """ "output_index":0,"content_index":0,"delta":"Hm" """),
                Added(1, """{"id":"msg_1","type":"message","role":"assistant","content":[]}"""),
                ("response.content_part.added", """ "output_index":1,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]} """),
                ("response.output_text.delta", """ "output_index":1,"content_index":0,"delta":"Ber" """),
                ("response.output_text.delta", """ "output_index":1,"content_index":0,"delta":"gen","logprobs":[{"token":"gen"}] """),
                ("response.refusal.delta", """ "output_index":1,"content_index":1,"delta":"No" """),
                ("response.refusal.done", """ "output_index":1,"content_index":1,"refusal":"No." """))
            .ShouldEqualJson(JsonNode.Parse("""
                [
                  {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"First"}],"content":[{"type":"reasoning_text","text":"Hm"}]},
                  {"id":"msg_1","type":"message","role":"assistant","content":[
                    {"type":"output_text","text":"Bergen","annotations":[],"logprobs":[{"token":"gen"}]},
                    {"type":"refusal","refusal":"No."}
                  ]}
                ]
                """));

    [Theory]
    [InlineData("function_call", "function_call_arguments", "arguments")]
    [InlineData("mcp_call", "mcp_call_arguments", "arguments")]
    [InlineData("custom_tool_call", "custom_tool_call_input", "input")]
    [InlineData("code_interpreter_call", "code_interpreter_call_code", "code")]
    public void What_a_call_is_given_is_joined(string type, string subject, string member)
        => Items(
                Added(0, $$"""{"id":"c_1","type":"{{type}}","status":"in_progress","{{member}}":""}"""),
                ($"response.{subject}.delta", """ "output_index":0,"delta":"{\"a\":" """),
                ($"response.{subject}.delta", """ "output_index":0,"delta":"1" """))
            .ShouldEqualJson(JsonNode.Parse($$"""[{"id":"c_1","type":"{{type}}","status":"in_progress","{{member}}":"{\"a\":1"}]"""));

    [Fact]
    public void Halves_of_a_surrogate_pair_in_two_pieces_are_one_character()
        => Items(
                Added(0, """{"id":"m","type":"message","content":[]}"""),
                ("response.output_text.delta", """ "output_index":0,"content_index":0,"delta":"a\ud83d" """),
                ("response.output_text.delta", """ "output_index":0,"content_index":0,"delta":"\ude00b" """),
                Added(1, """{"id":"c","type":"function_call","arguments":"\ud83d"}"""),
                ("response.function_call_arguments.delta", """ "output_index":1,"delta":"\ude00" """),
                Added(2, """{"id":"x","type":"custom_tool_call"}"""),
                ("response.custom_tool_call_input.delta", """ "output_index":2,"delta":"\ud83d" """))
            .ShouldEqualJson(JsonNode.Parse("""
                [{"id":"m","type":"message","content":[{"type":"output_text","text":"a😀b"}]},{"id":"c","type":"function_call","arguments":"😀"},{"id":"x","type":"custom_tool_call","input":"\ufffd"}]
                """));

    [Fact]
    public void What_is_said_in_whole_replaces_the_pieces()
        => Items(
                Added(0, """{"id":"fc","type":"function_call","arguments":""}"""),
                ("response.function_call_arguments.delta", """ "output_index":0,"delta":"{" """),
                ("response.function_call_arguments.done", """ "output_index":0,"arguments":"{}" """),
                Added(1, """{"id":"m","type":"message","content":[]}"""),
                ("response.output_text.delta", """ "output_index":1,"content_index":0,"delta":"x" """),
                ("response.content_part.done", """ "output_index":1,"content_index":0,"part":{"type":"output_text","text":"xy"} """),
                ("response.output_item.done", """ "output_index":0,"item":{"id":"fc","type":"function_call","arguments":"{}","status":"completed"} """))
            .ShouldEqualJson(JsonNode.Parse("""[{"id":"fc","type":"function_call","arguments":"{}","status":"completed"},{"id":"m","type":"message","content":[{"type":"output_text","text":"xy"}]}]"""));

    [Fact]
    public void Annotations_stand_where_they_belong()
        => Items(
                Added(0, """{"id":"m","type":"message","content":[{"type":"output_text","text":"x","annotations":[]}]}"""),
                ("response.output_text.annotation.added", """ "output_index":0,"content_index":0,"annotation_index":1,"annotation":{"n":1} """),
                ("response.output_text.annotation.added", """ "output_index":0,"content_index":0,"annotation_index":0,"annotation":{"n":0} """),
                ("response.output_text.annotation.added", """ "output_index":0,"content_index":0,"annotation":{"n":2} """))
            .ShouldEqualJson(JsonNode.Parse("""[{"id":"m","type":"message","content":[{"type":"output_text","text":"x","annotations":[{"n":0},{"n":1},{"n":2}]}]}]"""));

    [Theory]
    [InlineData("web_search_call", "searching")]
    [InlineData("file_search_call", "in_progress")]
    [InlineData("code_interpreter_call", "interpreting")]
    [InlineData("image_generation_call", "generating")]
    [InlineData("mcp_call", "failed")]
    public void How_far_a_tool_of_the_API_is_stands_on_its_item(string type, string step)
        => Items(Added(0, $$"""{"id":"t","type":"{{type}}","status":"in_progress"}"""), ($"response.{type}.{step}", """ "output_index":0,"item_id":"t" """))
            .ShouldEqualJson(JsonNode.Parse($$"""[{"id":"t","type":"{{type}}","status":"{{step}}"}]"""));

    [Fact]
    public void The_last_partial_picture_is_the_picture()
        => Items(
                Added(0, """{"id":"ig","type":"image_generation_call","status":"in_progress"}"""),
                ("response.image_generation_call.partial_image", """ "output_index":0,"partial_image_index":0,"partial_image_b64":"QQ==","output_format":"webp" """),
                ("response.image_generation_call.partial_image", """ "output_index":0,"partial_image_index":1,"partial_image_b64":"Qg==","output_format":"webp" """))
            .ShouldEqualJson(JsonNode.Parse("""[{"id":"ig","type":"image_generation_call","status":"in_progress","result":"Qg==","output_format":"webp"}]"""));

    [Fact]
    public void The_rest_is_as_the_first_event_had_it()
    {
        var reply = Read(Responding.Created.Data, """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"x"}""");
        reply["id"]!.ToString().ShouldBe("resp_1");
        reply["model"]!.ToString().ShouldBe("m-1");
        reply["status"]!.ToString().ShouldBe("in_progress");
    }

    [Fact]
    public void Usage_is_found_in_the_last_event_when_its_beginning_was_not_kept()
    {
        var stream = new ResponsesStream();
        Add(stream, Responding.Created.Data);
        stream.IsComplete.ShouldBeFalse();
        Add(stream, """{"usage":{"input_tokens":1,"output_tokens":2}}""");
        stream.IsComplete.ShouldBeTrue();
        var reply = JsonNode.Parse(stream.ToReply())!;
        reply["usage"]!["output_tokens"]!.GetValue<int>().ShouldBe(2);
        reply["status"].ShouldBeNull();
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"type":7,"response":[]}""")]
    [InlineData("""{"type":"response.completed","response":null}""")]
    [InlineData("""{"type":"response.output_item.added","output_index":-1,"item":{}}""")]
    [InlineData("""{"type":"response.output_item.added","output_index":0,"item":7}""")]
    [InlineData("""{"type":"response.output_text.delta","output_index":0,"content_index":"x","delta":{}}""")]
    [InlineData("""{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"\ud83d","logprobs":[1]}""")]
    [InlineData("""{"type":"response.output_item.done","output_index":2147483647,"item":{"content":[1,"x",{}],"content":"\ud83d"}}""")]
    [InlineData("""{"type":"response.output_text.annotation.added","output_index":2147483647,"content_index":2147483647,"annotation":{}}""")]
    [InlineData("""{"type":"error"}""")]
    public void Odd_events_do_no_harm(string chunk)
        => Should.NotThrow(() => Read(chunk, """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"x","logprobs":[{}]}""", chunk));

    private static (string, string) Added(int place, string item) => ("response.output_item.added", $"\"output_index\":{place},\"item\":{item}");

    private static JsonNode? Items(params (string Type, string Members)[] events) => Read([.. events.Select(e => $$"""{"type":"{{e.Type}}",{{e.Members}}}""")])["output"];

    private static JsonNode Read(params string[] chunks)
    {
        var stream = new ResponsesStream();
        foreach (var chunk in chunks) Add(stream, chunk);
        return JsonNode.Parse(Encoding.UTF8.GetString(stream.ToReply()))!;
    }

    private static void Add(ResponsesStream stream, string chunk)
    {
        using var document = JsonDocument.Parse(chunk);
        _ = stream.ErrorIn(document.RootElement);
        stream.Add(document.RootElement);
    }
}
