using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using OpenAI.Images;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>Pictures, by the vendor's own client.</summary>
public sealed class ImageTests
{
    private const string Reply = $$$"""{"created":1,"background":"opaque","data":[{"b64_json":"{{{Media.Png}}}","revised_prompt":"a dot"}],"output_format":"webp","usage":{"input_tokens":10,"input_tokens_details":{"text_tokens":10,"image_tokens":0,"cached_tokens":4},"output_tokens":272,"total_tokens":282}}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_picture_is_an_attachment_of_its_format(bool asynchronous)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped();
        var options = new ImageGenerationOptions { OutputFileFormat = GeneratedImageFileFormat.Webp, Background = GeneratedImageBackground.Opaque };
        var client = OpenAIClients.Images(server.Uri);
        GeneratedImage made = asynchronous ? await client.GenerateImageAsync("A dot", options, cancellationToken: Media.Stop) : client.GenerateImage("A dot", options, cancellationToken: Media.Stop);

        made.ImageBytes.ToArray().ShouldBe(Media.Pixel);
        var span = await tapped.SpanAsync();
        (span.Name, span.Type, span.Status).ShouldBe(("Images", SpanType.Tool, SpanStatusCode.Ok));
        span.InputsJson()!["prompt"]!.ToString().ShouldBe("A dot");
        span.Attribute("output_format")!.ToString().ShouldBe("webp");
        span.Attribute("prompt").ShouldBeNull();
        var item = span.OutputsJson()!["data"]![0]!;
        tapped.Attachment(item["b64_json"], "image/webp").Bytes().ShouldBe(Media.Pixel);
        item["revised_prompt"]!.ToString().ShouldBe("a dot");
        span.Attribute(WireNames.ChatTokenUsage)!.ToJsonString().ShouldBe("""{"input_tokens":10,"output_tokens":272,"total_tokens":282,"cache_read_input_tokens":4}""");
        span.Attribute(WireNames.Model)!.ToString().ShouldBe("gpt-image-1");
    }

    [Theory]
    [InlineData("""{"created":1,"data":[{"b64_json":"PNG"}]}""", "image/jpeg")]
    [InlineData("""{"data":[{"b64_json":"PNG"}]}""", "image/jpeg")]
    [InlineData("""{"created":1,"data":[{"b64_json":"PNG"}],"output_format":"png"}""", "image/png")]
    public async Task A_reply_that_does_not_name_its_format_has_the_one_asked_for(string reply, string type)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(reply.Replace("PNG", Media.Png, StringComparison.Ordinal)));
        await using var tapped = new Tapped();
        using var body = BinaryContent.Create(Media.Json("""{"model":"gpt-image-1","prompt":"A dot","output_format":"jpeg"}"""));
        await OpenAIClients.Images(server.Uri).GenerateImagesAsync(body, new RequestOptions());

        tapped.Attachment((await tapped.SpanAsync()).OutputsJson()!["data"]![0]!["b64_json"], type).Bytes().ShouldBe(Media.Pixel);
    }

    [Fact]
    public async Task Addresses_of_pictures_stay()
    {
        const string Urls = """{"created":1,"data":[{"url":"https://images.example.com/1.png"},{"url":"https://images.example.com/2.png"}]}""";
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Urls));
        await using var tapped = new Tapped();
        await OpenAIClients.Images(server.Uri, "dall-e-2").GenerateImagesAsync("boat", 2, new ImageGenerationOptions { ResponseFormat = GeneratedImageFormat.Uri }, cancellationToken: Media.Stop);

        var span = await tapped.SpanAsync();
        span.Outputs.ToString().ShouldBe(Urls);
        span.Attribute("n")!.GetValue<long>().ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_edit_has_picture_and_mask_as_attachments(bool asynchronous)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped();
        var client = OpenAIClients.Images(server.Uri);
        using Stream image = new MemoryStream(Media.Pixel), mask = new MemoryStream(Media.Wave);
        var options = new ImageEditOptions { Quality = "low" };
        if (asynchronous) await client.GenerateImageEditsAsync(image, "ä; 1.png", "bluer; \"much\"", mask, "mask.png", 2, options, cancellationToken: Media.Stop);
        else client.GenerateImageEdits(image, "ä; 1.png", "bluer; \"much\"", mask, "mask.png", 2, options, cancellationToken: Media.Stop);

        var span = await tapped.SpanAsync();
        (span.Name, span.Type).ShouldBe(("Images", SpanType.Tool));
        var inputs = span.InputsJson()!;
        inputs["prompt"]!.ToString().ShouldBe("bluer; \"much\"");
        inputs["n"]!.GetValue<int>().ShouldBe(2);
        inputs["image"]!["filename"]!.ToString().ShouldBe("ä; 1.png");
        tapped.Attachment(inputs["image"]!["content"], "image/png").Bytes().ShouldBe(Media.Pixel);
        tapped.Attachment(inputs["mask"]!["content"], "image/png").Bytes().ShouldBe(Media.Wave);
        span.Attribute("quality")!.ToString().ShouldBe("low");
        span.Attribute("image").ShouldBeNull();
    }

    [Fact]
    public async Task An_edit_as_JSON_is_one_too()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped();
        using var body = BinaryContent.Create(Media.Json($$"""{"model":"gpt-image-1","prompt":"bluer","images":[{"image_url":"data:image/png;base64,{{Media.Png}}"}]}"""));
        await OpenAIClients.Images(server.Uri).GenerateImageEditsAsync(body, "application/json", new RequestOptions());

        tapped.Attachment((await tapped.SpanAsync()).InputsJson()!["images"]![0]!["image_url"], "image/png").Bytes().ShouldBe(Media.Pixel);
    }

    [Fact]
    public async Task A_variation_is_one_too()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped();
        await OpenAIClients.Images(server.Uri, "dall-e-2").GenerateImageVariationAsync(new MemoryStream(Media.Pixel), "a.png", cancellationToken: Media.Stop);

        var span = await tapped.SpanAsync();
        span.Name.ShouldBe("Images");
        tapped.Attachment(span.InputsJson()!["image"]!["content"], "image/png").Bytes().ShouldBe(Media.Pixel);
    }

    [Fact]
    public async Task A_refused_prompt_is_an_error_of_the_span()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"error":{"code":"content_policy_violation","message":"Your request was rejected.","type":"invalid_request_error"}}""", 400));
        await using var tapped = new Tapped();
        await Should.ThrowAsync<ClientResultException>(async () => await OpenAIClients.Images(server.Uri).GenerateImageAsync("A dot"));

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Error);
        span.StatusMessage.ShouldBe("ClientResultException: HTTP 400 content_policy_violation: Your request was rejected.");
    }

    [Fact]
    public async Task A_retried_form_is_one_call()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("{}", 503) with { Headers = [new("retry-after-ms", "1")] }, ScriptedReply.Json(Reply));
        await using var tapped = new Tapped();
        await OpenAIClients.Images(server.Uri, retries: 1).GenerateImageEditAsync(new MemoryStream(Media.Pixel), "a.png", "bluer", cancellationToken: Media.Stop);

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.Attribute(WireNames.HttpAttempts)!.GetValue<long>().ShouldBe(2);
    }

    [Fact]
    public async Task Without_content_there_are_no_pictures_and_no_words()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await OpenAIClients.Images(server.Uri).GenerateImageEditAsync(new MemoryStream(Media.Pixel), "secret-name.png", "secret", new ImageEditOptions { EndUserId = "secret-user", Quality = "low" }, cancellationToken: Media.Stop);

        await tapped.SpanAsync();
        tapped.ShouldSayNothing("secret", "dot");
        tapped.Spans[0].Attribute(WireNames.Model)!.ToString().ShouldBe("gpt-image-1");
        tapped.Spans[0].Attribute("quality")!.ToString().ShouldBe("low");
        tapped.Spans[0].Attribute(WireNames.ChatTokenUsage)!["total_tokens"]!.GetValue<int>().ShouldBe(282);
    }

    [Fact]
    public async Task A_picture_that_was_not_kept_is_noted_and_its_usage_read()
    {
        var large = Convert.ToBase64String(new byte[60_000]);
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply.Replace(Media.Png, large, StringComparison.Ordinal)));
        await using var tapped = new Tapped(options => options.MaxBodyBytes = 8192);
        await OpenAIClients.Images(server.Uri).GenerateImageAsync("A dot", cancellationToken: Media.Stop);

        var span = await tapped.SpanAsync();
        span.OutputsJson()!["data"]!.ToString().ShouldStartWith("[Attachment left out: 60");
        span.Outputs.Length.ShouldBeLessThan(1000);
        span.Events.ShouldHaveSingleItem().Name.ShouldBe(WireNames.AttachmentTooLarge);
        span.Attribute(WireNames.ChatTokenUsage)!["total_tokens"]!.GetValue<int>().ShouldBe(282);
        span.Attribute("mlflow.http.reply_bytes_left_out").ShouldNotBeNull();
    }
}
