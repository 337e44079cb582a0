using System.Text.Json;
using MlflowAutolog.Tracing.Assembling;

namespace MlflowAutolog.Tracing.Tests.Assembling;

/// <summary>Where our previews are better than Python's (known losses F1, C4, C5), and their limits.</summary>
public sealed class PreviewsTests
{
    [Theory]
    [InlineData("""{"input":"What is the capital of Peru?"}""", "What is the capital of Peru?")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_text","text":"Make it blue."},{"type":"input_image"}]}]}""", "Make it blue.")]
    [InlineData("""{"input":[{"role":"user","content":"Q"},{"type":"function_call","name":"f","arguments":"{}"},{"type":"function_call_output","output":"1"}]}""", "Q")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":null,"tool_calls":[]},{"role":"tool","content":"14"}]}""", "Q")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"assistant","content":[{"type":"tool_use"}]},{"role":"user","content":[{"type":"tool_result","content":"14"}]}]}""", "Q")]
    [InlineData("""{"messages":[{"role":"user","content":[{"text":"Bedrock"}]}]}""", "Bedrock")]
    [InlineData("""{"messages":[{"role":"developer","content":"D"},{"role":"user","content":[{"type":"text","text":"Go on."},{"type":"image_url","image_url":{"url":"u"}}]},{"role":"assistant","content":"Pre"}]}""", "Go on.")]
    [InlineData("""{"messages":[{"role":"user","content":"Q"},{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]}""", "Q")]
    [InlineData("""{"model":"m","prompt":"Once"}""", "Once")]
    [InlineData("""{"model":"m","prompt":["One","Two"]}""", "Two")]
    [InlineData("""{"contents":[{"role":"user","parts":[{"text":"Gemini"}]}]}""", "Gemini")]
    [InlineData("""{"contents":"Gemini"}""", "Gemini")]
    public void The_last_text_of_the_user_is_the_request(string inputs, string expected) =>
        Previews.OfRequest(SomeRoot.Of(inputs, null, "openai")).ShouldBe(expected);

    [Theory]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}}]}}]}""", """get_weather({"city":"Oslo"})""")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":"{}"}},{"type":"custom","custom":{"name":"g","input":"x"}}]}}]}""", "f({}), g(x)")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":null,"refusal":"I can't."}}]}""", "I can't.")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":null,"audio":{"transcript":"Spoken."}}}]}""", "Spoken.")]
    [InlineData("""{"choices":[{"text":" a time"}]}""", " a time")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":null}},{"message":{"role":"assistant","content":"Second."}},{"message":{"role":"assistant","content":"Third."}}]}""", "Second.")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":"","refusal":"No."}},{"message":{"role":"assistant","content":"Yes."}}]}""", "No.")]
    [InlineData("""{"choices":[{"text":""},{"text":"in May"}]}""", "in May")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}}}]}""", "f({})")]
    [InlineData("""{"output":[{"type":"reasoning","summary":[]},{"type":"function_call","name":"get_weather","arguments":"{\"city\":\"Rome\"}"}]}""", """get_weather({"city":"Rome"})""")]
    [InlineData("""{"output":[{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"No."}]}]}""", "No.")]
    [InlineData("""{"type":"message","role":"assistant","content":[{"type":"thinking","thinking":"…"},{"type":"text","text":"Li"},{"type":"text","text":"ma."}]}""", "Lima.")]
    [InlineData("""{"type":"message","role":"assistant","content":[{"type":"tool_use","name":"f","input":{"a":1}}]}""", """f({"a":1})""")]
    [InlineData("""{"output":{"message":{"role":"assistant","content":[{"text":"Hi there"}]}}}""", "Hi there")]
    [InlineData("""{"output":{"message":{"role":"assistant","content":[{"toolUse":{"name":"f","input":{}}}]}}}""", "f({})")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"hidden","thought":true},{"text":"Seen"}]}}]}""", "Seen")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":1}}}]}}]}""", """f({"a":1})""")]
    public void An_answer_is_its_text_else_its_refusal_else_its_calls(string outputs, string expected)
    {
        var root = SomeRoot.Of("{}", outputs, "openai");

        Previews.OfResponse(root).ShouldBe(expected);
        Previews.ServerWouldAgree(root, Previews.OfRequest(root), Previews.OfResponse(root)).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_format_the_same_answer_is_shown_as_it_is() =>
        Previews.OfResponse(SomeRoot.Of(null, """{"output": [{"type": "function_call", "name": "f"}]}""")).ShouldBe("""{"output":[{"type":"function_call","name":"f"}]}""");

    [Fact]
    public void The_input_of_an_embedding_is_nobody_s_words() =>
        Previews.OfRequest(SomeRoot.Of("""{"input":"hello"}""", null, "openai") with { Type = SpanType.Embedding }).ShouldBe("""{"input":"hello"}""");

    [Theory]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":"First."}},{"message":{"role":"assistant","content":"Second."}}]}""", "First.")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},{"type":"text","text":"391"}]}}]}""", "391")]
    public void Of_several_texts_the_first_answer_is_shown(string outputs, string expected) => Previews.OfResponse(SomeRoot.Of(null, outputs, "openai")).ShouldBe(expected);

    [Theory]
    [InlineData("""{"prompt":[1,2]}""")]
    [InlineData("""{"prompt":""}""")]
    public void A_prompt_without_words_is_shown_as_it_is(string inputs) => Previews.OfRequest(SomeRoot.Of(inputs, null, "openai")).ShouldBe(inputs);

    [Fact]
    public void Absent_content_has_no_preview()
    {
        var root = SomeRoot.Of(null, null);

        Previews.OfRequest(root).ShouldBeNull();
        Previews.OfResponse(root).ShouldBeNull();
        Previews.ServerWouldAgree(root, null, null).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public void A_failed_root_without_an_answer_shows_its_error(string? outputs)
    {
        var root = SomeRoot.Of("""{"q":1}""", outputs) with { Status = SpanStatusCode.Error, StatusMessage = "TimeoutError: too late" };

        Previews.OfResponse(root).ShouldBe("TimeoutError: too late");
        Previews.ServerWouldAgree(root, Previews.OfRequest(root), Previews.OfResponse(root)).ShouldBeFalse();
    }

    [Fact]
    public void A_failed_root_with_part_of_an_answer_shows_that() =>
        Previews.OfResponse(SomeRoot.Of(null, """{"choices":[{"message":{"role":"assistant","content":"Once"}}]}""", "openai") with { Status = SpanStatusCode.Error, StatusMessage = "cut" }).ShouldBe("Once");

    [Fact]
    public void Previews_are_cut_at_a_thousand_code_points()
    {
        string message = new('ä', 1001);
        string emoji = string.Concat(Enumerable.Repeat("👋", 1000));

        Previews.OfRequest(SomeRoot.Of($$"""{"messages":[{"role":"user","content":"{{message}}"}]}""", null)).ShouldBe(new string('ä', 997) + "...");
        Previews.OfRequest(SomeRoot.Of($$"""{"messages":[{"role":"user","content":"{{emoji}}"}]}""", null)).ShouldBe(emoji);
        Previews.OfRequest(SomeRoot.Of($"\"{new string('q', 1500)}\"", null)).ShouldBe("\"" + new string('q', 996) + "...");
        Previews.OfRequest(SomeRoot.Of($"[\"{emoji}\", 1]", null))!.ShouldEndWith("👋...");
    }

    [Fact]
    public void What_the_server_unwraps_it_would_not_preview_as_we_do()
    {
        var root = SomeRoot.Of(JsonSerializer.Serialize("{\"a\":1}"), null);

        Previews.ServerWouldAgree(root, Previews.OfRequest(root), null).ShouldBeFalse();
        Previews.ServerWouldAgree(SomeRoot.Of("\"plain\"", null), "\"plain\"", null).ShouldBeTrue();
        Previews.ServerWouldAgree(SomeRoot.Of("\"plain\"", null), "set by the user", null).ShouldBeFalse();
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"messages":[{"role":"user","content":"\ud83d"}]}""")]
    [InlineData("""{"messages":[1,null,{"role":5,"content":{}}],"choices":"x"}""")]
    [InlineData("""{"choices":[null]}""")]
    [InlineData("[]")]
    public void Odd_content_never_throws(string json)
    {
        var root = SomeRoot.Of(json, json, "openai");

        Previews.OfRequest(root).ShouldNotBeNull();
        Previews.OfResponse(root).ShouldNotBeNull();
        Previews.ServerWouldAgree(root, "a", "b").ShouldBeFalse();
    }
}
