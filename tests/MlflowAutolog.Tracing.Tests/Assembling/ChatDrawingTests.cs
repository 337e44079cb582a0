using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Assembling.Drawing;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog.Tracing.Tests.Assembling;

/// <summary>What MLflow's UI cannot draw of a chat is added in a form that it can.</summary>
public sealed class ChatDrawingTests
{
    private const string Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"Yes."}}]}""";

    [Theory]
    [InlineData("""{"role":"developer","content":"Be short."}""", """{"role":"system","content":"Be short."}""")]
    [InlineData("""{"role":"function","name":"f","content":"14"}""", """{"role":"tool","content":"14","name":"f"}""")]
    [InlineData("""{"role":"User","content":"Hi"}""", """{"role":"user","content":"Hi"}""")]
    [InlineData("""{"role":"user","content":[{"type":"file","file":{"filename":"a.pdf","file_id":"file-1"}},{"type":"text","text":"?"}]}""", """{"role":"user","content":[{"type":"text","text":"[File: a.pdf]"},{"type":"text","text":"?"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"file","file":{"file_data":"mlflow-attachment://x?size=1"}}]}""", """{"role":"user","content":[{"type":"image_url","image_url":{"url":"mlflow-attachment://x?size=1"}}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":"https://x/a.png"},{"type":"image_url","image_url":{"url":"u","detail":"max"}}]}""", """{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/a.png"}},{"type":"image_url","image_url":{"url":"u"}}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"video_url","video_url":{"url":"u"}},"plain"]}""", """{"role":"user","content":[{"type":"text","text":"[video_url]"},{"type":"text","text":"plain"}]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"refusal","refusal":"No."}]}""", """{"role":"assistant","content":[{"type":"text","text":"No."}]}""")]
    [InlineData("""{"role":"assistant","content":null,"refusal":"No."}""", """{"role":"assistant","content":"No."}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},{"type":"text","text":"Yes"}]}""", """{"role":"assistant","content":[{"type":"text","text":"Yes"}],"reasoning":"Hm"}""")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"custom","custom":{"name":"run","input":"print(1)"}}]}""", """{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"run","arguments":"print(1)"}}]}""")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"type":"function","function":{"name":"f","arguments":{"a":1}}}]}""", """{"role":"assistant","content":null,"tool_calls":[{"id":"","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}""")]
    [InlineData("""{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}}""", """{"role":"assistant","content":null,"tool_calls":[{"id":"","type":"function","function":{"name":"f","arguments":"{}"}}]}""")]
    public void A_message_of_another_kind_is_drawn(string message, string drawn)
    {
        var messages = Drawn(SomeRoot.Of($$"""{"messages":[{{message}},{"role":"user","content":"And?"}]}""", Answer, "openai"));
        JsonNode.DeepEquals(messages, JsonNode.Parse($$"""[{{drawn}},{"role":"user","content":"And?"},{"role":"assistant","content":"Yes."}]""")).ShouldBeTrue(messages?.ToJsonString());
    }

    [Theory]
    [InlineData("""{"role":"system","content":"Be short."}""")]
    [InlineData("""{"role":"user","name":"anna","content":[{"type":"text","text":"?"},{"type":"image_url","image_url":{"url":"u","detail":"low"}},{"type":"input_audio","input_audio":{"data":"x","format":"wav"}}]}""")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]}""")]
    [InlineData("""{"role":"assistant","content":"","tool_calls":[],"refusal":null}""")]
    [InlineData("""{"role":"tool","tool_call_id":"c","content":"14"}""")]
    public void What_the_UI_draws_anyway_is_not_stored_twice(string message) => Drawn(SomeRoot.Of($$"""{"messages":[{{message}}]}""", Answer, "openai")).ShouldBeNull();

    [Fact]
    public void Only_chats_are_drawn_and_only_by_us()
    {
        const string inputs = """{"messages":[{"role":"developer","content":"x"}]}""";
        Drawn(SomeRoot.Of(inputs, Answer)).ShouldBeNull();
        Drawn(SomeRoot.Of(inputs, Answer, "anthropic")).ShouldBeNull();
        Drawn(SomeRoot.Of("""{"messages":"x"}""", Answer, "openai")).ShouldBeNull();
        Drawn(SomeRoot.Of("""{"messages":[{"role":"dev""", Answer, "openai")).ShouldBeNull();
        var given = SomeRoot.Of(inputs, Answer, "openai");
        Drawn(given with { Attributes = [.. given.Attributes, new(WireNames.ChatMessages, AttributeValue.Of("mine"))] })!.ToString().ShouldBe("mine");
    }

    [Fact]
    public void A_call_that_failed_is_drawn_as_far_as_it_came()
        => Drawn(SomeRoot.Of("""{"messages":[{"role":"developer","content":"x"}]}""", null, "openai"))!.ToJsonString().ShouldBe("""[{"role":"system","content":"x"}]""");

    [Fact]
    public void What_was_hidden_is_not_drawn()
    {
        var options = new MlflowOptions();
        options.SetContentOfRole("user", ContentAction.Drop);
        var span = SomeRoot.Of("""{"messages":[{"role":"developer","content":"x"},{"role":"user","content":"planted"}]}""", Answer, "openai");
        var ready = new List<TraceData>();
        new TraceAssembler(TimeProvider.System, static _ => false, content: ContentPipeline.Of(options, static () => { })).Offer(new RecordedTrace { TraceId = span.TraceId, Spans = [span], Root = span }, ready);
        var messages = Attribute(ready[0].Spans[0])!.ToJsonString();
        messages.ShouldContain("system");
        messages.ShouldNotContain("planted");
    }

    private static JsonNode? Drawn(SpanData span)
    {
        SpanData[] spans = [span];
        ConversationDrawing.Apply(spans);
        return Attribute(spans[0]);
    }

    private static JsonNode? Attribute(SpanData span) => span.Attributes.Where(attribute => attribute.Key == WireNames.ChatMessages).Select(attribute => AttributeNodes.ToNode(attribute.Value)).SingleOrDefault();
}
