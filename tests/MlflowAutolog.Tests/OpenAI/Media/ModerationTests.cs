using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>Moderation, by the vendor's own client.</summary>
public sealed class ModerationTests
{
    private const string Reply = """{"id":"modr-1","model":"omni-moderation-2024-09-26","results":[{"flagged":true,"categories":{"violence":true},"category_scores":{"violence":0.9},"category_applied_input_types":{"violence":["text"]}}]}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_text_is_judged_by_a_tool(bool asynchronous)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped();
        var client = OpenAIClients.Moderations(server.Uri);
        var judged = asynchronous ? await client.ClassifyTextAsync("I will get you", cancellationToken: Media.Stop) : client.ClassifyText("I will get you", cancellationToken: Media.Stop);

        judged.Value.Flagged.ShouldBeTrue();
        var span = await tapped.SpanAsync();
        (span.Name, span.Type, span.Status).ShouldBe(("Moderations", SpanType.Tool, SpanStatusCode.Ok));
        span.InputsJson()!["input"]!.ToString().ShouldBe("I will get you");
        span.Outputs.ToString().ShouldBe(Reply);
        span.Attribute(WireNames.Model)!.ToString().ShouldBe("omni-moderation-2024-09-26");
        span.Attribute(WireNames.ChatTokenUsage).ShouldBeNull();
        span.Attribute("input").ShouldBeNull();
    }

    [Fact]
    public async Task A_picture_is_an_attachment()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped();
        using var body = BinaryContent.Create(Media.Json($$$"""{"model":"omni-moderation-latest","input":[{"type":"text","text":"Is it?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Media.Png}}}"}}]}"""));
        await OpenAIClients.Moderations(server.Uri).ClassifyInputsAsync(body, new RequestOptions());

        tapped.Attachment((await tapped.SpanAsync()).InputsJson()!["input"]![1]!["image_url"]!["url"], "image/png").Bytes().ShouldBe(Media.Pixel);
    }

    [Fact]
    public async Task A_refusal_is_an_error_and_without_content_says_nothing()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"error":{"message":"secret is too long","type":"invalid_request_error","code":null}}""", 400));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await Should.ThrowAsync<ClientResultException>(async () => await OpenAIClients.Moderations(server.Uri).ClassifyTextAsync("secret"));

        (await tapped.SpanAsync()).StatusMessage.ShouldBe("ClientResultException: HTTP 400 invalid_request_error");
        tapped.ShouldSayNothing("secret");
    }
}
