using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI;

/// <summary>Pictures and vectors on the wire.</summary>
public sealed class BinaryContentTests
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    [Fact]
    public async Task A_picture_in_a_request_is_an_attachment_of_the_trace()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        await using var tapped = new Tapped();
        await PostAsync(server, "chat/completions", $$$"""{"model":"gpt","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Png}}}"}}]}]}""");

        var span = await tapped.SpanAsync();

        var attachment = tapped.Traces.ShouldHaveSingleItem().Attachments.ShouldHaveSingleItem();
        Convert.ToBase64String(attachment.Content.Span).ShouldBe(Png);
        span.Inputs.ToString().ShouldContain($"\"url\":\"mlflow-attachment://{attachment.Id}?content_type=image%2Fpng&trace_id=tr-{span.TraceId.ToHexString()}&size=70\"");
    }

    [Theory]
    [InlineData(false, """{"dimensions":3}""")]
    [InlineData(true, "[0.5,0.25,1]")]
    public async Task Vectors_are_kept_when_they_are_asked_for(bool captures, string embedding)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"object":"list","model":"e","data":[{"index":0,"embedding":[0.5,0.25,1]}],"usage":{"prompt_tokens":1,"total_tokens":1}}"""));
        await using var tapped = new Tapped(options => options.CaptureVectors = captures);
        await PostAsync(server, "embeddings", """{"model":"e","input":"Hi"}""");

        (await tapped.SpanAsync()).Outputs.ToString().ShouldContain($"\"embedding\":{embedding}");
    }

    private static async Task PostAsync(ScriptedModelServer server, string path, string json)
    {
        using var client = new HttpClient();
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri(server.Uri, "/v1/" + path), body, TestContext.Current.CancellationToken);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
