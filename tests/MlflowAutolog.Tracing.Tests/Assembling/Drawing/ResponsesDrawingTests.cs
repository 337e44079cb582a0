using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Assembling.Drawing;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Assembling.Drawing;

/// <summary>A call of the Responses API is a conversation in MLflow's UI, also with items that the UI does not know.</summary>
public sealed class ResponsesDrawingTests
{
    private const string Ask = """{"model":"m","input":"Hi"}""";
    private const string Answer = """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Found it.","annotations":[]}]}""";

    [Theory]
    [InlineData(Answer)]
    [InlineData("""{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}""")]
    [InlineData("""{"id":"rs","type":"reasoning","summary":[]},{"type":"image_generation_call","result":"x","output_format":"png"}""")]
    public void What_the_UI_draws_is_left_as_it_came(string output) => Drawn(Ask, output).ShouldBeNull();

    [Theory]
    [InlineData("""{"type":"message","role":"developer","content":[{"type":"input_text","text":"a"},{"type":"input_image","file_id":"f"},{"type":"input_file","filename":"b"}]}""", true)]
    [InlineData("""{"role":"developer","content":"a"}""", true)]
    [InlineData("""{"type":"message","role":"assistant","content":[{"type":"output_text","text":"a"}]}""", true)]
    [InlineData("""{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"a"}]}""", false)]
    [InlineData("""{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}""", false)]
    [InlineData("""{"type":"function_call_output","call_id":"c","output":"a"}""", true)]
    [InlineData("""{"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"a"}]}""", false)]
    [InlineData("""{"type":"image_generation_call","result":"a"}""", false)]
    [InlineData("""{"type":"item_reference","id":"a"}""", false)]
    public void Of_what_was_asked_too_the_UIs_own_checks_decide(string item, bool draws)
    {
        SpanData[] spans = [SomeRoot.Of($$"""{"model":"m","input":[{"role":"user","content":"Hi"},{{item}}]}""", $$"""{"output":[{{Answer}}]}""", "openai")];
        ConversationDrawing.Apply(spans);
        spans[0].Attributes.Any(attribute => attribute.Key == WireNames.ChatMessages).ShouldBe(!draws);
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"\"input\""}]}""", """{"choices":[]}""")]
    [InlineData("""{"input":"Hi"}""", "not JSON \"output\"")]
    [InlineData("""{"input":7}""", """{"output":7}""")]
    public void What_is_no_list_of_items_is_left_as_it_came(string inputs, string outputs)
    {
        SpanData[] spans = [SomeRoot.Of(inputs, outputs, "openai")];
        ConversationDrawing.Apply(spans);
        spans[0].Attributes.Count.ShouldBe(1);
    }

    [Fact]
    public void Spans_of_another_format_are_left_as_they_came()
    {
        SpanData[] spans = [SomeRoot.Of(Ask, """{"output":[{"type":"web_search_call"}]}""", "anthropic"), SomeRoot.Of(Ask, """{"output":[{"type":"web_search_call"}]}""")];
        ConversationDrawing.Apply(spans);
        spans.ShouldAllBe(span => span.Attributes.All(attribute => attribute.Key != WireNames.ChatMessages));
    }

    [Fact]
    public void One_item_that_it_does_not_know_makes_messages_of_all()
        => Drawn(
                """
                {"instructions":"Be brief.","input":[
                  {"role":"developer","content":"Rules"},
                  {"role":"user","content":[{"type":"input_text","text":"Look"},{"type":"input_image","image_url":"https://x/a.png","detail":"high"},{"type":"input_file","filename":"a.pdf","file_data":"y"}]},
                  {"type":"function_call","call_id":"c1","name":"get_weather","arguments":"{\"city\":\"Rome\"}"},
                  {"type":"function_call_output","call_id":"c1","output":"sunny"}
                ]}
                """,
                """{"id":"ws","type":"web_search_call","status":"completed","action":{"type":"search","query":"comet"}},""" + Answer)
            .ShouldBe("""
                [{"role":"system","content":"Be brief."},{"role":"system","content":"Rules"},
                {"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url","image_url":{"url":"https://x/a.png","detail":"high"}},{"type":"text","text":"[File: a.pdf]"}]},
                {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Rome\"}"}}]},
                {"role":"tool","tool_call_id":"c1","content":"sunny"},
                {"role":"assistant","content":null,"tool_calls":[{"id":"ws","type":"function","function":{"name":"web_search","arguments":"{\"type\":\"search\",\"query\":\"comet\"}"}}]},
                {"role":"assistant","content":"Found it."}]
                """.ReplaceLineEndings(""));

    [Theory]
    [InlineData("""{"id":"i","type":"file_search_call","queries":["a"],"results":[{"text":"b"}]}""", "file_search", """{"queries":["a"]}""", """[{"text":"b"}]""")]
    [InlineData("""{"id":"i","type":"file_search_call","queries":["a"],"results":null}""", "file_search", """{"queries":["a"]}""", null)]
    [InlineData("""{"id":"i","type":"code_interpreter_call","code":"1+1","container_id":"k","outputs":[{"type":"logs","logs":"2"}]}""", "code_interpreter", """{"code":"1+1","container_id":"k"}""", """[{"type":"logs","logs":"2"}]""")]
    [InlineData("""{"id":"i","type":"mcp_call","name":"find","server_label":"crm","arguments":"{\"q\":1}","output":"none"}""", "find", """{"q":1}""", "\"none\"")]
    [InlineData("""{"id":"i","type":"mcp_call","name":"find","arguments":"{}","output":null,"error":{"code":5}}""", "find", "{}", """{"code":5}""")]
    [InlineData("""{"id":"x","call_id":"i","type":"custom_tool_call","name":"run_sql","input":"SELECT 1"}""", "run_sql", "SELECT 1", null)]
    [InlineData("""{"id":"x","call_id":"i","type":"local_shell_call","action":{"type":"exec","command":["ls"]}}""", "local_shell", """{"type":"exec","command":["ls"]}""", null)]
    [InlineData("""{"call_id":"i","type":"computer_call","action":{"type":"click"},"output":[{"type":"input_text","text":"seen"}]}""", "computer", """{"type":"click"}""", "\"seen\"")]
    [InlineData("""{"id":"i","type":"mcp_approval_request","name":"drop","arguments":"{}"}""", "drop", "{}", null)]
    public void A_call_of_any_tool_is_a_call(string item, string name, string arguments, string? result)
    {
        var messages = JsonNode.Parse(Drawn(Ask, item + """,{"type":"web_search_call"}""")!)!.AsArray();
        var call = messages[1]!["tool_calls"]![0]!;
        call["id"]!.ToString().ShouldBe("i");
        call["function"]!["name"]!.ToString().ShouldBe(name);
        call["function"]!["arguments"]!.ToString().ShouldBe(arguments);
        if (result is null) messages.Count.ShouldBe(3);
        else TextOf(messages[2]!).ShouldBe(result.StartsWith('"') ? result[1..^1] : result);
    }

    [Fact]
    public void Reasoning_refusals_pictures_and_what_nobody_knows_are_shown()
        => Drawn(
                Ask,
                """
                {"type":"reasoning","summary":[{"type":"summary_text","text":"Hm"}]},
                {"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"No."}]},
                {"id":"ig","type":"image_generation_call","result":"QQ==","output_format":"webp"},
                {"id":"l","type":"mcp_list_tools","tools":[]},
                {"type":"reasoning","content":[{"type":"reasoning_text","text":"So"}]}
                """)
            .ShouldBe("""
                [{"role":"user","content":"Hi"},{"role":"assistant","content":"No.","reasoning":"Hm"},
                {"role":"assistant","content":null,"tool_calls":[{"id":"ig","type":"function","function":{"name":"image_generation","arguments":"{\"output_format\":\"webp\"}"}}]},
                {"role":"assistant","content":[{"type":"image_url","image_url":{"url":"data:image/webp;base64,QQ=="}}]},
                {"role":"assistant","content":"[mcp_list_tools]"},
                {"role":"assistant","content":null,"reasoning":"So"}]
                """.ReplaceLineEndings(""));

    [Theory]
    [InlineData("""{"type":"\ud83d"}""")]
    [InlineData("""{"type":"message","role":7,"content":[null,5,{"type":"refusal"}]}""")]
    [InlineData("""7,null,"x",{"type":"x_call","a":1,"a":2},{"type":"x_output"},{"type":"reasoning","summary":[7]}""")]
    public void Odd_items_do_no_harm(string items) => Drawn(Ask, items).ShouldNotBeNull();

    private static string TextOf(JsonNode tool) => tool["content"] is JsonValue text ? text.ToString() : tool["content"]!.ToJsonString();

    private static string? Drawn(string inputs, string output)
    {
        SpanData[] spans = [SomeRoot.Of(inputs, $$"""{"id":"resp","output":[{{output}}]}""", "openai")];
        ConversationDrawing.Apply(spans);
        return spans[0].Attributes.Where(attribute => attribute.Key == WireNames.ChatMessages).Select(attribute => attribute.Value.Json.ToString()).SingleOrDefault();
    }
}
