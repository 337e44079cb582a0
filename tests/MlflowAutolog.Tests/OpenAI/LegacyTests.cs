using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI;

/// <summary>Completions that are no chats, beyond the one that a golden shows.</summary>
public sealed class LegacyTests
{
    [Fact]
    public async Task A_stream_is_one_completion_with_its_usage()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse(
            """{"id":"cmpl-1","object":"text_completion","created":1,"model":"i-1","choices":[{"text":"there","index":0,"logprobs":null,"finish_reason":null}]}""",
            """{"id":"cmpl-1","object":"text_completion","created":1,"model":"i-1","choices":[{"text":" was","index":0,"logprobs":null,"finish_reason":"length"}]}""",
            """{"id":"cmpl-1","object":"text_completion","created":1,"model":"i-1","choices":[],"usage":{"prompt_tokens":2,"completion_tokens":2,"total_tokens":4}}""",
            "[DONE]"));
        await using var tapped = new Tapped();
        await RawCall.PostAsync(server, "/v1/completions", """{"model":"i","prompt":"Once","suffix":"end","max_tokens":2,"stream":true}""");

        var span = await tapped.SpanAsync();

        (span.Name, span.Type, span.Status).ShouldBe(("Completions", SpanType.Llm, SpanStatusCode.Ok));
        span.OutputsJson().ShouldEqualJson(JsonNode.Parse("""
            {"id":"cmpl-1","object":"text_completion","created":1,"model":"i-1","choices":[{"text":"there was","index":0,"finish_reason":"length"}],"usage":{"prompt_tokens":2,"completion_tokens":2,"total_tokens":4}}
            """));
        span.Attribute(WireNames.ChatTokenUsage)!.ToJsonString().ShouldBe("""{"input_tokens":2,"output_tokens":2,"total_tokens":4}""");
        span.Attribute(WireNames.Model)!.GetValue<string>().ShouldBe("i-1");
        span.Attributes.ShouldNotContain(attribute => attribute.Key == "prompt" || attribute.Key == "suffix");
        span.Chunks().Count().ShouldBe(3);
        (tapped.Traces[0].RequestPreview, tapped.Traces[0].ResponsePreview).ShouldBe(("Once", "there was"));
    }

    [Fact]
    public async Task It_is_drawn_as_a_conversation()
    {
        var span = await CallAsync("/openai/deployments/x/completions", """{"prompt":["One","Two"],"n":1}""", """{"model":"i-1","choices":[{"text":" more","index":0},{"text":" less","index":1}]}""");
        span.Attribute(WireNames.ChatMessages).ShouldEqualJson(JsonNode.Parse("""
            [{"role":"user","content":"One"},{"role":"user","content":"Two"},{"role":"assistant","content":" more"},{"role":"assistant","content":" less"}]
            """));
    }

    [Fact]
    public async Task Code_between_a_prompt_and_a_suffix_is_answered_like_a_chat()
    {
        var span = await CallAsync("/v1/fim/completions", """{"model":"codestral","prompt":"def f(","suffix":"return 1"}""",
            """{"object":"chat.completion","model":"codestral","choices":[{"index":0,"message":{"role":"assistant","content":"):"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""");
        span.OutputsJson()!["choices"]![0]!["message"]!["content"]!.GetValue<string>().ShouldBe("):");
        span.Attribute(WireNames.ChatTokenUsage).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/v1/completions", """{"id":7}""")]
    [InlineData("/v1/completions", """[1]""")]
    [InlineData("/v1/orders/completions", """{"order":7}""")]
    public async Task Another_service_of_that_path_is_left_alone(string path, string body)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("{}"), ScriptedReply.Json(Call.Reply));
        await using var tapped = new Tapped();
        await RawCall.PostAsync(server, path, body);
        await RawCall.PostAsync(server, Call.Path, Call.Body);
        (await tapped.SpanAsync()).Type.ShouldBe(SpanType.ChatModel);
    }

    private static async Task<SpanData> CallAsync(string path, string body, string reply)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(reply));
        await using var tapped = new Tapped();
        await RawCall.PostAsync(server, path, body);
        return await tapped.SpanAsync();
    }
}
