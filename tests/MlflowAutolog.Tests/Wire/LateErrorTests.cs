using System.Text.Json;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Wire.OpenAI;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>Errors that come with status 200, as gateways and compatible servers report them.</summary>
public sealed class LateErrorTests
{
    private const string Asked = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";

    [Theory]
    [InlineData("""{"error":{"code":502,"message":"Provider returned error","metadata":{"provider_name":"X"}},"user_id":"u"}""", "502: Provider returned error")]
    [InlineData("""{"id":"g","choices":[{"index":0,"finish_reason":"error","message":{"role":"assistant","content":"Par"},"error":{"code":429,"message":"Too many"}}]}""", "429: Too many")]
    [InlineData("""{"id":"g","choices":[{"index":0,"finish_reason":"error","message":{"role":"assistant","content":"Par"}}]}""", "error: The model's provider failed and does not say why.")]
    [InlineData("""{"object":"error","message":"Too long","type":"BadRequestError","code":400}""", "400: Too long")]
    [InlineData("""{"message":"No capacity","code":"3505"}""", "3505: No capacity")]
    [InlineData("""{"error":"model not found"}""", "model not found")]
    [InlineData("""{"error":{"code":500}}""", """{"code":500}""")]
    [InlineData("""{"choices":[],"x_groq":{"id":"req_1","error":"over capacity"}}""", "over capacity")]
    public async Task A_good_status_does_not_hide_an_error(string body, string told)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(body));
        await using var tapped = new Tapped();
        await RawCall.PostAsync(server, Call.Path, Asked);

        var span = await tapped.SpanAsync();

        span.Status.ShouldBe(SpanStatusCode.Error);
        span.StatusMessage.ShouldBe($"ResponseFailed: {told}");
        span.ExceptionEvent()!.Text(WireNames.ExceptionMessage).ShouldBe(told);
        span.OutputsJson().ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Call.Reply)]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":"x"},"finish_reason":"content_filter"}],"error":null}""")]
    [InlineData("""{"choices":[],"error":""}""")]
    [InlineData("""{"choices":null,"message":"x"}""")]
    [InlineData("""{"choices":[7,null]}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_reply_is_no_error(string body)
    {
        using var document = JsonDocument.Parse(body);
        LateError.In(document.RootElement).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"id":"g","object":"chat.completion.chunk","error":{"code":"server_error","message":"Provider disconnected"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""", "server_error: Provider disconnected")]
    [InlineData("""{"object":"error","message":"Too long","code":400}""", "400: Too long")]
    [InlineData("""{"choices":[{"index":0,"delta":{},"finish_reason":"error","error":{"code":429,"message":"Too many"}}]}""", "429: Too many")]
    public async Task A_chunk_that_is_an_error_ends_in_one_with_what_came(string chunk, string told)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse("""{"id":"g","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Par"}}]}""", chunk, "[DONE]"));
        await using var tapped = new Tapped();
        await RawCall.PostAsync(server, Call.Path, Asked);

        var span = await tapped.SpanAsync();

        span.StatusMessage.ShouldBe($"ClientResultException: {told}");
        span.Chunks().Count().ShouldBe(1);
        span.OutputsJson()!["choices"]![0]!["message"]!["content"]!.GetValue<string>().ShouldBe("Par");
        tapped.Traces[0].ResponsePreview.ShouldBe("Par");
    }

    [Fact]
    public async Task Without_content_an_error_with_a_good_status_is_told_by_its_names()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"error":{"code":502,"message":"a secret"}}"""));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await RawCall.PostAsync(server, Call.Path, Asked);
        (await tapped.SpanAsync()).StatusMessage.ShouldBe("ResponseFailed: 502");
    }

    [Fact]
    public async Task Googles_list_of_one_error_is_read()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""[{"error":{"code":400,"message":"Wrong key.","status":"INVALID_ARGUMENT"}}]""", 400));
        await using var tapped = new Tapped();
        await RawCall.PostAsync(server, "/v1beta/openai/chat/completions", Asked);
        (await tapped.SpanAsync()).StatusMessage!.ShouldEndWith(": Wrong key.");
    }
}
