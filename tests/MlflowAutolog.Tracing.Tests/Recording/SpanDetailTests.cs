using System.Text.Json;
using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog.Tracing.Tests.Recording;

/// <summary>Description, links, and what a model call has; the forms of a result.</summary>
public sealed class SpanDetailTests
{
    [Fact]
    public async Task A_link_leads_to_a_span_of_this_or_another_trace()
    {
        await using var recorded = new Recorded();
        var first = recorded.Tracer.StartSpan("first");
        first.End();
        using (var second = recorded.Tracer.StartSpan("second"))
        {
            second.AddLink(first, [new("why", "retry"), new("n", 2)]).AddLink(first.TraceId[3..], first.SpanId);
            second.AddLink(MlflowSpan.None).AddLink(null!);
        }

        var links = recorded.Span("second").Links;
        links.Select(link => (link.TraceId, link.SpanId)).ShouldBe([(recorded.Span("first").TraceId, recorded.Span("first").SpanId), (recorded.Span("first").TraceId, recorded.Span("first").SpanId)]);
        links[0].Attributes.Select(attribute => attribute.Key).ShouldBe(["why", "n"]);
    }

    [Theory]
    [InlineData(null, "0123456789abcdef")]
    [InlineData("tr-1", "0123456789abcdef")]
    [InlineData("tr-0123456789abcdef0123456789abcdef", "")]
    [InlineData("tr-0123456789abcdef0123456789abcdef", "0123456789abcdeg")]
    public async Task A_link_to_what_is_no_id_is_left_out_and_reported(string? traceId, string spanId)
    {
        using var log = new TemporarySelfLog();
        await using var recorded = new Recorded();
        recorded.Tracer.StartSpan("span").AddLink(traceId!, spanId).End();
        recorded.Span("span").Links.ShouldBeEmpty();
        log.Lines.ShouldHaveSingleItem().ShouldContain("32 hex digits");
    }

    [Fact]
    public async Task The_description_model_and_tokens_are_attributes_under_mlflows_names()
    {
        await using var recorded = new Recorded();
        var usage = new TokenUsage(7, 3) { CacheReadInputTokens = 2 };
        recorded.Tracer.StartSpan("call", SpanType.ChatModel).SetDescription("Answers").SetDescription("").SetModel("gpt-4o-mini", "openai").SetModel("", "").SetTokenUsage(usage).End();
        var span = recorded.Span("call");
        Text(span, "mlflow.spanDescription").ShouldBe("Answers");
        Text(span, "mlflow.llm.model").ShouldBe("gpt-4o-mini");
        Text(span, "mlflow.llm.provider").ShouldBe("openai");
        Value(span, "mlflow.chat.tokenUsage").Json.ToString().ShouldBe("""{"input_tokens":7,"output_tokens":3,"total_tokens":10,"cache_read_input_tokens":2}""");
    }

    [Fact]
    public async Task Tools_have_the_form_of_a_chat_request()
    {
        await using var recorded = new Recorded();
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"a":{"type":"integer"}}}""");
        recorded.Tracer.StartSpan("call").SetChatTools([new MlflowChatTool("add", "Adds", schema.RootElement, Strict: true), new MlflowChatTool("now"), null!]).End();
        Value(recorded.Span("call"), "mlflow.chat.tools").Json.ToString().ShouldBe(
            """[{"type":"function","function":{"name":"add","description":"Adds","parameters":{"type":"object","properties":{"a":{"type":"integer"}}},"strict":true}},{"type":"function","function":{"name":"now"}}]""");
    }

    [Fact]
    public async Task Without_content_there_are_no_tools()
    {
        await using var recorded = new Recorded(options => options.CaptureContent = false);
        recorded.Tracer.StartSpan("call").SetChatTools([new MlflowChatTool("secret")]).End();
        recorded.Span("call").Attributes.ShouldNotContain(attribute => attribute.Key == WireNames.ChatTools);
    }

    [Fact]
    public async Task Documents_have_the_form_that_mlflow_draws()
    {
        await using var recorded = new Recorded();
        RetrievedDocument[] found = [new("Oslo", new Dictionary<string, object?> { ["doc_uri"] = "kb/norway", ["score"] = 0.5 }, "d-1"), new("Bergen")];
        recorded.Tracer.Trace("search", SpanType.Retriever, _ => found);
        recorded.Span("search").Outputs.ToString().ShouldBe(
            """[{"page_content":"Oslo","metadata":{"doc_uri":"kb/norway","score":0.5},"id":"d-1"},{"page_content":"Bergen","metadata":{},"id":null}]""");
    }

    [Fact]
    public async Task A_value_task_is_recorded_as_a_task_is()
    {
        await using var recorded = new Recorded();
        var start = SpanRecording.Describe("value", SpanType.Task, samplingRatio: null);
        (await SpanRecorder.RunValueAsync(recorded.Tracer, start, inputs: 1, 41, static async (state, _) =>
        {
            await Task.Yield();
            return state + 1;
        })).ShouldBe(42);
        await SpanRecorder.RunValueAsync(recorded.Tracer, start with { Name = "none" }, inputs: null, 0, static (_, _) => ValueTask.CompletedTask);
        await Should.ThrowAsync<InvalidOperationException>(async () =>
            await SpanRecorder.RunValueAsync(recorded.Tracer, start with { Name = "fails" }, inputs: null, 0, static ValueTask<int> (_, _) => throw new InvalidOperationException("no")));
        (recorded.Span("value").Inputs.ToString(), recorded.Span("value").Outputs.ToString()).ShouldBe(("1", "42"));
        recorded.Span("none").Outputs.IsAbsent.ShouldBeTrue();
        recorded.Span("fails").StatusMessage.ShouldBe("InvalidOperationException: no");
    }

    [Fact]
    public async Task A_value_task_while_tracing_is_off_is_the_works_own_and_costs_nothing()
    {
        await using var recorded = new Recorded();
        recorded.Tracer.Disable();
        var start = SpanRecording.Describe("value", SpanType.Task, samplingRatio: null);
        await Call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) await Call();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        recorded.Traces.ShouldBeEmpty();

        ValueTask<int> Call() => SpanRecorder.RunValueAsync(recorded.Tracer, start, inputs: null, 1, static (state, _) => new ValueTask<int>(state));
    }

    private static AttributeValue Value(SpanData span, string name) => span.Attributes.Single(attribute => attribute.Key == name).Value;

    private static string Text(SpanData span, string name) => Value(span, name).Text;
}
