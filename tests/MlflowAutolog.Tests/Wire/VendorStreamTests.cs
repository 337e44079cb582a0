using System.Text.Json.Nodes;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Wire;
using MlflowAutolog.Wire.OpenAI.Chat;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>How compatible servers stream what OpenAI streams otherwise, or not at all. Forms seen in their documentation and in reports of others.</summary>
public sealed class VendorStreamTests
{
    [Fact]
    public void Geminis_calls_without_an_index_are_one_each()
        => Calls("""{"tool_calls":[{"id":"","type":"function","function":{"name":"f","arguments":"{\"a\":1}"},"extra_content":{"google":{"thought_signature":"s"}}}]}""",
                """{"tool_calls":[{"id":"","type":"function","function":{"name":"f","arguments":"{\"a\":2}"}}]}""")
            .ShouldEqualJson(JsonNode.Parse("""
                [
                  {"id":"","type":"function","function":{"name":"f","arguments":"{\"a\":1}"},"extra_content":{"google":{"thought_signature":"s"}}},
                  {"id":"","type":"function","function":{"name":"f","arguments":"{\"a\":2}"}}
                ]
                """));

    [Fact]
    public void Pieces_of_a_call_without_an_index_are_joined_and_so_is_what_comes_by_itself()
        => Calls("""{"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\""}}]}""", """{"tool_calls":[{"function":{"arguments":":1}"}}]}""",
                """{"tool_calls":[{"extra_content":{"google":{"thought_signature":"s"}}}]}""")
            .ShouldEqualJson(JsonNode.Parse("""[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"},"extra_content":{"google":{"thought_signature":"s"}}}]"""));

    [Theory]
    [InlineData("a1", "a2", "f", "f")]
    [InlineData("", "", "f", "f")]
    [InlineData("", "", "f", "g")]
    public void Parallel_calls_that_all_have_the_index_0_are_one_each(string firstId, string secondId, string first, string second)
        => Calls($$$"""{"tool_calls":[{"index":0,"id":"{{{firstId}}}","function":{"name":"{{{first}}}","arguments":"{}"}}]}""", $$$"""{"tool_calls":[{"index":0,"id":"{{{secondId}}}","function":{"name":"{{{second}}}","arguments":"{}"}}]}""")
            .ShouldEqualJson(JsonNode.Parse($$$"""[{"id":"{{{firstId}}}","function":{"name":"{{{first}}}","arguments":"{}"}},{"id":"{{{secondId}}}","function":{"name":"{{{second}}}","arguments":"{}"}}]"""));

    [Fact]
    public void A_call_without_arguments_is_not_taken_for_the_next_one()
        => Calls("""{"tool_calls":[{"index":0,"id":"","function":{"name":"f","arguments":""}}]}""", """{"tool_calls":[{"index":0,"id":"","function":{"name":"g","arguments":"{}"}}]}""")
            .ShouldEqualJson(JsonNode.Parse("""[{"id":"","function":{"name":"f","arguments":""}},{"id":"","function":{"name":"g","arguments":"{}"}}]"""));

    [Fact]
    public void A_new_id_in_each_piece_makes_no_new_call()
        => Calls("""{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\""}}]}""", """{"tool_calls":[{"index":0,"id":"c2","function":{"arguments":":1}"}}]}""").AsArray().Count.ShouldBe(1);

    [Fact]
    public void A_name_repeated_in_each_piece_makes_no_new_call()
        => Calls("""{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\""}}]}""", """{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":":1}"}}]}""",
                """{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":""}}]}""")
            .ShouldEqualJson(JsonNode.Parse("""[{"id":"c1","function":{"name":"f","arguments":"{\"a\":1}"}}]"""));

    [Fact]
    public void Interleaved_calls_stand_in_the_order_of_their_index()
        => Calls("""{"tool_calls":[{"index":1,"id":"c1","type":"custom","custom":{"name":"g","input":"print("}}]}""", """{"tool_calls":[{"index":0,"id":"c0","function":{"name":"f","arguments":""}}]}""",
                """{"tool_calls":[{"index":1,"custom":{"input":"1)"}},{"index":0,"function":{"arguments":"{}"}}]}""")
            .ShouldEqualJson(JsonNode.Parse("""[{"id":"c0","function":{"name":"f","arguments":"{}"}},{"id":"c1","type":"custom","custom":{"name":"g","input":"print(1)"}}]"""));

    [Fact]
    public void Mistrals_parts_of_thought_and_text_are_one_each()
        => Streamed.Message("""{"role":"assistant","content":""}""", """{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Ok"}]}]}""", """{"content":[{"type":"thinking","thinking":[{"type":"text","text":"ay."}]}]}""",
                """{"content":[{"type":"text","text":"391"}]}""", """{"content":"."}""", """{"content":[{"type":"reference","reference_ids":[1]}]}""", """{"content":" Yes."}""")
            .ShouldEqualJson(JsonNode.Parse("""
                {"role":"assistant","content":[
                  {"type":"thinking","thinking":[{"type":"text","text":"Okay."}]},{"type":"text","text":"391."},{"type":"reference","reference_ids":[1]},{"type":"text","text":" Yes."}]}
                """));

    [Fact]
    public void Parts_after_a_plain_text_follow_it()
        => Streamed.Message("""{"content":"See"}""", """{"content":[{"type":"reference","reference_ids":[1]}]}""")!["content"]
            .ShouldEqualJson(JsonNode.Parse("""[{"type":"text","text":"See"},{"type":"reference","reference_ids":[1]}]"""));

    [Fact]
    public void OpenRouters_reasoning_is_joined_block_by_block()
        => Streamed.Message("""{"role":"assistant","content":"","reasoning":"Let","reasoning_details":[{"type":"reasoning.summary","summary":"Let","format":"openai-responses-v1","index":0}]}""",
                """{"content":"","reasoning":" me","reasoning_details":[{"type":"reasoning.summary","summary":" me","format":"openai-responses-v1","index":0}]}""",
                """{"content":"","reasoning_details":[{"type":"reasoning.encrypted","data":"gAAA","id":"rs_1","format":"openai-responses-v1","index":0}]}""", """{"content":"Done"}""")
            .ShouldEqualJson(JsonNode.Parse("""
                {"role":"assistant","content":"Done","reasoning":"Let me","reasoning_details":[
                  {"type":"reasoning.summary","summary":"Let me","format":"openai-responses-v1"},{"type":"reasoning.encrypted","data":"gAAA","id":"rs_1","format":"openai-responses-v1"}]}
                """));

    [Fact]
    public void The_message_so_far_beside_each_delta_is_not_a_second_one()
        => Streamed.Choices("""{"choices":[{"index":0,"message":{"role":"assistant","content":"A"},"delta":{"role":"assistant","content":"A"}}],"citations":["u"]}""", """{"choices":[{"index":0,"message":{"role":"assistant","content":"AB"},"delta":{"content":"B"}}],"citations":["u"]}""")
            .ShouldEqualJson(JsonNode.Parse("""[{"index":0,"message":{"role":"assistant","content":"AB"}}]"""));

    [Fact]
    public void A_whole_reply_as_the_only_chunk_is_that_reply()
        => Streamed.Reply(Call.Reply).ShouldEqualJson(JsonNode.Parse(Call.Reply));

    [Fact]
    public void A_message_without_a_role_is_the_assistants()
        => Streamed.Message("""{"content":"Hi"}""", """{"role":""}""").ShouldEqualJson(JsonNode.Parse("""{"role":"assistant","content":"Hi"}"""));

    [Theory]
    [InlineData("""{"choices":[{"index":0,"text":"Once"}],"object":"text_completion"}""", "text_completion")]
    [InlineData("""{"choices":[{"index":0,"text":"Once"}],"object":"text_completion.chunk"}""", "text_completion")]
    [InlineData("""{"choices":[{"index":0,"text":"Once"}]}""", "text_completion")]
    public void Texts_that_are_no_chat_are_joined_choice_by_choice(string first, string kind)
    {
        var stream = new ChatStream(ChatStream.Text);
        foreach (var chunk in (string[])[first, """{"choices":[{"index":1,"text":"In","logprobs":{"tokens":["In"]}},{"index":0,"text":" upon","finish_reason":"length"}]}""", """{"choices":[{"index":1,"text":" May","logprobs":{"tokens":[" May"]},"finish_reason":"stop"}]}"""])
        {
            using var document = System.Text.Json.JsonDocument.Parse(chunk);
            stream.Add(document.RootElement);
        }

        JsonNode.Parse(stream.ToReply()).ShouldEqualJson(JsonNode.Parse($$"""
            {"object":"{{kind}}","choices":[{"index":0,"text":"Once upon","finish_reason":"length"},{"index":1,"text":"In May","logprobs":{"tokens":["In"," May"]},"finish_reason":"stop"}]}
            """));
    }

    [Fact]
    public void Half_of_a_surrogate_pair_waits_for_the_other_half()
    {
        Streamed.Message("""{"content":"\ud83d"}""", """{"content":"\ude00 \n\u00fc"}""")!["content"]!.GetValue<string>().ShouldBe("😀 \nü");
        Streamed.Message("""{"content":"a\ud83d"}""")!["content"]!.GetValue<string>().ShouldBe("a\ufffd");
    }

    [Fact]
    public void Half_of_a_pair_in_a_name_makes_no_other_member_unreadable()
    {
        using var document = JsonBody.Parse(System.Text.Encoding.UTF8.GetBytes("""{"\ud83d":1,"a\ud83d\ude00":{"x\uDE00":2},"model":"m"}"""));
        document!.RootElement.GetProperty("model").GetString().ShouldBe("m");
        document.RootElement.GetProperty("a😀").EnumerateObject().Single().Name.ShouldBe("???????");
    }

    private static JsonNode Calls(params string[] deltas) => Streamed.Message(deltas)!["tool_calls"]!;
}
