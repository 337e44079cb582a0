using System.ClientModel;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI;

/// <summary>What the goldens do not show of streams.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task An_error_inside_the_stream_is_an_error_with_what_came()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse(
            """{"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"1"}}]}""",
            """{"error":{"message":"The server had an error.","type":"server_error","param":null,"code":null}}"""));
        await using var tapped = new Tapped();
        using var content = BinaryContent.Create(BinaryData.FromString("""{"model":"m","messages":[],"stream":true}"""));
        await server.Chat().CompleteChatAsync(content);
        var span = await tapped.SpanAsync();
        span.StatusMessage.ShouldBe("ClientResultException: server_error: The server had an error.");
        span.ExceptionEvent().ShouldNotBeNull();
        span.OutputsJson()!["choices"]![0]!["message"]!["content"]!.GetValue<string>().ShouldBe("1");
    }

    [Theory]
    [InlineData("\"server_error\"", "server_error")]
    [InlineData("null", "the reply reports an error")]
    public async Task Without_content_an_error_inside_the_stream_is_told_without_the_servers_words(string type, string told)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse($$$"""{"error":{"message":"a secret","type":{{{type}}}}}"""));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        using var content = BinaryContent.Create(BinaryData.FromString("""{"model":"m","messages":[],"stream":true}"""));
        await server.Chat().CompleteChatAsync(content);
        (await tapped.SpanAsync()).StatusMessage.ShouldBe($"ClientResultException: {told}");
    }

    [Fact]
    public async Task Beyond_a_hundred_chunks_no_events_are_kept_and_the_rest_is_counted()
    {
        var chunks = Enumerable.Range(0, 130).Select(n => $$$"""{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"{{{n % 10}}}"}}]}""");
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse([.. chunks, "[DONE]"]));
        await using var tapped = new Tapped();
        using var content = BinaryContent.Create(BinaryData.FromString("""{"model":"m","messages":[],"stream":true}"""));
        await server.Chat().CompleteChatAsync(content);
        var span = await tapped.SpanAsync();
        span.Chunks().Count().ShouldBe(100);
        span.Attribute(WireNames.ChunksLeftOut)!.GetValue<long>().ShouldBe(30);
        span.OutputsJson()!["choices"]![0]!["message"]!["content"]!.GetValue<string>().Length.ShouldBe(130);
    }
}
