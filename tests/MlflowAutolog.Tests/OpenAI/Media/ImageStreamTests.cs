using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using OpenAI.Images;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>A picture that arrives in steps.</summary>
public sealed class ImageStreamTests
{
    private static readonly string Sketch = Convert.ToBase64String("sketch"u8);

    [Theory]
    [InlineData("image_generation", true)]
    [InlineData("image_generation", false)]
    [InlineData("image_edit", true)]
    public async Task The_finished_picture_is_the_output(string kind, bool toItsEnd)
    {
        await using var server = await ScriptedModelServer.StartAsync(Stream(kind, Partial(kind, 0), Partial(kind, 1), Completed(kind)));
        await using var tapped = new Tapped();
        // A reader who stops at the last event has read all there is.
        await ReadAsync(server, kind, toItsEnd ? int.MaxValue : 3);

        var span = await tapped.SpanAsync();
        (span.Name, span.Type, span.Status).ShouldBe(("Images", SpanType.Tool, SpanStatusCode.Ok));
        var outputs = span.OutputsJson()!;
        tapped.Attachment(outputs["data"]!.AsArray().ShouldHaveSingleItem()!["b64_json"], "image/webp").Bytes().ShouldBe(Media.Pixel);
        outputs["created"]!.GetValue<int>().ShouldBe(7);
        outputs["type"].ShouldBeNull();
        span.Chunks().Count().ShouldBe(3);
        span.Attribute(WireNames.StreamAbandoned).ShouldBeNull();
        span.Attribute(WireNames.ChatTokenUsage)!["output_tokens"]!.GetValue<int>().ShouldBe(6);
        span.Attribute("stream")!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_left_early_has_the_last_sketch()
    {
        const string Kind = "image_generation";
        await using var server = await ScriptedModelServer.StartAsync(Stream(Kind, Partial(Kind, 0), Completed(Kind)) with { ChunkDelay = TimeSpan.FromSeconds(2) });
        await using var tapped = new Tapped();
        await ReadAsync(server, Kind, 1);

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.Attribute(WireNames.StreamAbandoned)!.GetValue<bool>().ShouldBeTrue();
        tapped.Attachment(span.OutputsJson()!["data"]![0]!["b64_json"], "image/webp").Bytes().ShouldBe("sketch"u8.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_breaks_is_an_error_with_the_last_sketch(bool isCut)
    {
        const string Kind = "image_generation";
        var broken = Stream(Kind, Partial(Kind, 0), (Kind, """{"type":"error","error":{"code":"server_error","message":"no paint left"}}"""));
        await using var server = await ScriptedModelServer.StartAsync(broken with { CutAfter = isCut ? 1 : null });
        await using var tapped = new Tapped();
        try
        {
            await ReadAsync(server, Kind, int.MaxValue);
        }
        catch (Exception exception) when (isCut)
        {
            exception.ShouldBeAssignableTo<IOException>();
        }

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Error);
        if (!isCut) span.StatusMessage.ShouldBe("ClientResultException: server_error: no paint left");
        tapped.Attachment(span.OutputsJson()!["data"]![0]!["b64_json"], "image/webp").Bytes().ShouldBe("sketch"u8.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_picture_too_large_to_be_kept_is_noted_and_its_usage_read(int sketches)
    {
        const string Kind = "image_generation";
        var large = Completed(Kind).Data.Replace(Media.Png, Convert.ToBase64String(new byte[60_000]), StringComparison.Ordinal);
        await using var server = await ScriptedModelServer.StartAsync(Stream(Kind, [.. Enumerable.Range(0, sketches).Select(i => Partial(Kind, i)), (Kind, large)]));
        await using var tapped = new Tapped(options => options.MaxBodyBytes = 8192);
        await ReadAsync(server, Kind, int.MaxValue);

        var span = await tapped.SpanAsync();
        span.Attribute(WireNames.ChatTokenUsage)!["output_tokens"]!.GetValue<int>().ShouldBe(6);
        if (sketches == 0) span.OutputsJson()!["data"]!.ToString().ShouldStartWith("[Attachment left out:");
        else tapped.Attachment(span.OutputsJson()!["data"]![0]!["b64_json"], "image/webp").Bytes().ShouldBe("sketch"u8.ToArray());
    }

    [Fact]
    public async Task Without_content_there_is_no_picture()
    {
        const string Kind = "image_generation";
        await using var server = await ScriptedModelServer.StartAsync(Stream(Kind, Partial(Kind, 0), Completed(Kind)));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await ReadAsync(server, Kind, int.MaxValue);

        var span = await tapped.SpanAsync();
        tapped.ShouldSayNothing("dot", Sketch, Media.Png);
        span.Attribute(WireNames.ChatTokenUsage)!["output_tokens"]!.GetValue<int>().ShouldBe(6);
    }

    private static (string Event, string Data) Partial(string kind, int index)
        => ($"{kind}.partial_image", $$"""{"type":"{{kind}}.partial_image","b64_json":"{{Sketch}}","partial_image_index":{{index}},"created_at":5,"size":"1024x1024","output_format":"webp"}""");

    private static (string Event, string Data) Completed(string kind)
        => ($"{kind}.completed", $$$"""{"type":"{{{kind}}}.completed","b64_json":"{{{Media.Png}}}","created_at":7,"size":"1024x1024","output_format":"webp","usage":{"input_tokens":4,"output_tokens":6,"total_tokens":10}}""");

    private static ScriptedReply Stream(string kind, params IEnumerable<(string Event, string Data)> events)
        => ScriptedReply.Events(events) with { Path = kind == "image_edit" ? "/v1/images/edits" : "/v1/images/generations" };

    private static async Task ReadAsync(ScriptedModelServer server, string kind, int events)
    {
        ImageClient client = OpenAIClients.Images(server.Uri);
        using var body = BinaryContent.Create(Media.Json("""{"model":"gpt-image-1","prompt":"A dot","stream":true,"partial_images":2,"output_format":"webp"}"""));
        var options = new RequestOptions { BufferResponse = false };
        var result = kind == "image_edit" ? await client.GenerateImageEditsAsync(body, "application/json", options) : await client.GenerateImagesAsync(body, options);
        using var response = result.GetRawResponse();
        using var reader = new StreamReader(response.ContentStream!);
        for (var read = 0; read < events && await reader.ReadLineAsync() is { } line;)
        {
            if (line.Length == 0) read++;
        }
    }
}
