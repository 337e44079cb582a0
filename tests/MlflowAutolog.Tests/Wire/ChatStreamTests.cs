using System.Text.Json.Nodes;
using MlflowAutolog.Tests.Support;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>What MLflow Python loses of a stream (known losses B1 to B6) is there.</summary>
public sealed class ChatStreamTests
{
    [Fact]
    public void Two_choices_are_two()
        => Choices("""{"choices":[{"index":0,"delta":{"role":"assistant","content":"App"}}]}""", """{"choices":[{"index":1,"delta":{"role":"assistant","content":"Man"}}]}""",
                """{"choices":[{"index":0,"delta":{"content":"le"},"finish_reason":"stop"},{"index":1,"delta":{"content":"go"},"finish_reason":"length"}]}""")
            .ShouldEqualJson(JsonNode.Parse("""
                [{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Apple"}},{"index":1,"finish_reason":"length","message":{"role":"assistant","content":"Mango"}}]
                """));

    [Fact]
    public void A_refusal_is_joined_and_content_is_null()
        => Choices("""{"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":""}}]}""", """{"choices":[{"index":0,"delta":{"refusal":"I'm sorry"}}]}""", """{"choices":[{"index":0,"delta":{"refusal":", no."}}]}""")
            .ShouldEqualJson(JsonNode.Parse("""[{"index":0,"message":{"role":"assistant","refusal":"I'm sorry, no."}}]"""));

    [Fact]
    public void Reasoning_and_text_are_joined_apart()
        => Choices("""{"choices":[{"index":0,"delta":{"reasoning_content":"Hm"}}]}""", """{"choices":[{"index":0,"delta":{"reasoning_content":"m."}}]}""", """{"choices":[{"index":0,"delta":{"content":"Yes"}}]}""")
            .ShouldEqualJson(JsonNode.Parse("""[{"index":0,"message":{"role":"assistant","reasoning_content":"Hmm.","content":"Yes"}}]"""));

    [Fact]
    public void Log_probabilities_and_annotations_are_appended()
        => Choices("""{"choices":[{"index":0,"delta":{"content":"a","annotations":[{"n":1}]},"logprobs":{"content":[{"token":"a"}],"refusal":null}}]}""",
                """{"choices":[{"index":0,"delta":{"content":"b","annotations":[{"n":2}]},"logprobs":{"content":[{"token":"b"}],"refusal":null}}]}""")
            .ShouldEqualJson(JsonNode.Parse("""
                [{"index":0,"logprobs":{"content":[{"token":"a"},{"token":"b"}]},"message":{"role":"assistant","content":"ab","annotations":[{"n":1},{"n":2}]}}]
                """));

    [Fact]
    public void The_last_filter_result_that_says_something_counts()
        => Choices("""{"choices":[{"index":0,"delta":{"content":"a"},"content_filter_results":{"hate":{"filtered":false}}}]}""",
                """{"choices":[{"index":0,"delta":{},"content_filter_results":{},"finish_reason":"stop"}]}""")
            .ShouldEqualJson(JsonNode.Parse("""[{"index":0,"finish_reason":"stop","content_filter_results":{"hate":{"filtered":false}},"message":{"role":"assistant","content":"a"}}]"""));

    [Fact]
    public void A_role_in_every_chunk_is_one_role()
        => Choices("""{"choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}""", """{"choices":[{"index":0,"delta":{"role":"assistant","content":"lo"}}]}""")
            .ShouldEqualJson(JsonNode.Parse("""[{"index":0,"message":{"role":"assistant","content":"Hello"}}]"""));

    [Fact]
    public void Placeholders_of_Azures_first_chunk_do_not_win()
    {
        var reply = Read("""{"id":"","model":"","created":0,"object":"","choices":[],"prompt_filter_results":[{"prompt_index":0}]}""", """{"id":"c1","model":"m","created":5,"choices":[]}""", """{"id":"c1","model":"","choices":[],"service_tier":null}""");
        reply.ShouldEqualJson(JsonNode.Parse("""{"id":"c1","model":"m","created":5,"object":"chat.completion","choices":[],"prompt_filter_results":[{"prompt_index":0}]}"""));
    }

    [Fact]
    public void Letters_that_hide_the_length_of_a_chunk_are_no_part_of_the_reply()
        => Read("""{"id":"c1","choices":[],"obfuscation":"aXq"}""", """{"id":"c1","choices":[],"obfuscation":"zz"}""").ShouldEqualJson(JsonNode.Parse("""{"id":"c1","object":"chat.completion","choices":[]}"""));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"choices":null}""")]
    [InlineData("""{"choices":[null,5]}""")]
    [InlineData("""{"choices":[{"index":"x","delta":7}]}""")]
    [InlineData("""{"choices":[{"text":7,"message":[],"logprobs":{"content":7}}],"object":3,"usage":[]}""")]
    [InlineData("""{"choices":[{"delta":{"content":{"a":"b"}}},{"delta":{"content":["x",7,{"type":"text"}]}},{"delta":{"content":"y","role":7,"audio":"x"}},{"delta":{"audio":{"data":7},"refusal":[]}}]}""")]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[{"function":"f"},{"function":{"name":7}},{"id":1,"custom":{"name":"g","input":null}},"z",{"index":0},{"index":1e30}]}}]}""")]
    [InlineData("""{"choices":[{"delta":{"tool_calls":[null,{"index":0,"function":null},{"index":0,"function":{"arguments":"x"}}]}}]}""")]
    public void Odd_chunks_do_no_harm(string chunk) => Should.NotThrow(() => Read(chunk, chunk));

    private static JsonNode? Choices(params string[] chunks) => Streamed.Choices(chunks);

    private static JsonNode Read(params string[] chunks) => Streamed.Reply(chunks);
}
