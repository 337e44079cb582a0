using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using OpenAI.Audio;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>Text to speech, by the vendor's own client.</summary>
public sealed class SpeechTests
{
    private static ScriptedReply Spoken(string type) => ScriptedReply.Raw(type, Media.Wave.AsMemory(0, 3), Media.Wave.AsMemory(3));

    [Theory]
    [InlineData(true, "audio/mpeg", "mp3", "audio/mpeg")]
    [InlineData(false, "audio/mpeg", "mp3", "audio/mpeg")]
    [InlineData(true, "audio/wav", "wav", "audio/wav")]
    [InlineData(true, "audio/ogg; codecs=opus", "opus", "audio/ogg")]
    [InlineData(true, "application/octet-stream", "flac", "audio/flac")]
    [InlineData(true, "application/octet-stream", null, "audio/mpeg")]
    public async Task The_sound_is_an_attachment(bool asynchronous, string sent, string? format, string type)
    {
        await using var server = await ScriptedModelServer.StartAsync(Spoken(sent));
        await using var tapped = new Tapped();
        var options = new SpeechGenerationOptions { SpeedRatio = 1.5f, Instructions = "whisper" };
        if (format is not null) options.ResponseFormat = format;
        var client = OpenAIClients.Audio(server.Uri, "tts-1");
        BinaryData sound = asynchronous ? await client.GenerateSpeechAsync("Hello", GeneratedSpeechVoice.Alloy, options, cancellationToken: Media.Stop) : client.GenerateSpeech("Hello", GeneratedSpeechVoice.Alloy, options, cancellationToken: Media.Stop);

        sound.ToArray().ShouldBe(Media.Wave);
        var span = await tapped.SpanAsync();
        (span.Name, span.Type, span.Status).ShouldBe(("Speech", SpanType.Tool, SpanStatusCode.Ok));
        span.InputsJson()!["input"]!.ToString().ShouldBe("Hello");
        span.Attribute("voice")!.ToString().ShouldBe("alloy");
        span.Attribute("instructions").ShouldBeNull();
        tapped.Attachment(span.OutputsJson()!["audio"], type).Bytes().ShouldBe(Media.Wave);
        span.Attribute(WireNames.Model)!.ToString().ShouldBe("tts-1");
    }

    [Fact]
    public async Task Sound_that_was_not_kept_is_noted()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Raw("audio/mpeg", new byte[20_000]));
        await using var tapped = new Tapped(options => options.MaxBodyBytes = 4096);
        BinaryData sound = await OpenAIClients.Audio(server.Uri, "tts-1").GenerateSpeechAsync("Hello", GeneratedSpeechVoice.Alloy, cancellationToken: Media.Stop);

        sound.ToMemory().Length.ShouldBe(20_000);
        var span = await tapped.SpanAsync();
        span.OutputsJson()!["audio"]!.ToString().ShouldBe("[Attachment left out: 20000 bytes in a body larger than MaxBodyBytes, 4096 bytes]");
        span.Events.ShouldHaveSingleItem().Name.ShouldBe(WireNames.AttachmentTooLarge);
        span.Status.ShouldBe(SpanStatusCode.Ok);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_content_there_is_no_sound(bool streamed)
    {
        await using var server = await ScriptedModelServer.StartAsync(streamed ? Streamed() : Spoken("audio/mpeg"));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        var client = OpenAIClients.Audio(server.Uri, "gpt-4o-mini-tts");
        if (streamed) await client.GenerateSpeechStreamingAsync("secret", GeneratedSpeechVoice.Alloy, cancellationToken: Media.Stop).ToListAsync(Media.Stop);
        else await client.GenerateSpeechAsync("secret", GeneratedSpeechVoice.Alloy, cancellationToken: Media.Stop);

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        tapped.ShouldSayNothing("secret");
        tapped.Recorded[0].Size.ShouldBeLessThan(4000);
    }

    [Fact]
    public async Task A_refusal_is_an_error()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"error":{"message":"No such voice.","type":"invalid_request_error","code":"bad_voice"}}""", 400));
        await using var tapped = new Tapped();
        await Should.ThrowAsync<ClientResultException>(async () => await OpenAIClients.Audio(server.Uri, "tts-1").GenerateSpeechAsync("Hello", new GeneratedSpeechVoice("nobody")));

        (await tapped.SpanAsync()).StatusMessage.ShouldBe("ClientResultException: HTTP 400 bad_voice: No such voice.");
    }

    [Fact]
    public async Task A_page_in_place_of_sound_is_an_error()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Text("<html>Sign in</html>", "text/html"));
        await using var tapped = new Tapped();
        await OpenAIClients.Audio(server.Uri, "tts-1").GenerateSpeechAsync("Hello", GeneratedSpeechVoice.Alloy, cancellationToken: Media.Stop);

        (await tapped.SpanAsync()).StatusMessage!.ShouldContain("<html>Sign in</html>");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Streamed_sound_is_one_attachment(bool asynchronous)
    {
        await using var server = await ScriptedModelServer.StartAsync(Streamed());
        await using var tapped = new Tapped();
        var client = OpenAIClients.Audio(server.Uri, "gpt-4o-mini-tts");
        var options = new SpeechGenerationOptions { ResponseFormat = GeneratedSpeechFormat.Wav };
        if (asynchronous) await client.GenerateSpeechStreamingAsync("Hello", GeneratedSpeechVoice.Alloy, options, cancellationToken: Media.Stop).ToListAsync(Media.Stop);
        else client.GenerateSpeechStreaming("Hello", GeneratedSpeechVoice.Alloy, options, cancellationToken: Media.Stop).Count().ShouldBe(3);

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        tapped.Attachment(span.OutputsJson()!["audio"], "audio/wav").Bytes().ShouldBe(Media.Wave);
        span.Chunks().Count().ShouldBe(3);
        span.Attribute(WireNames.ChatTokenUsage)!.ToJsonString().ShouldBe("""{"input_tokens":2,"output_tokens":30,"total_tokens":32}""");
        span.Attribute(WireNames.StreamAbandoned).ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sound_that_is_not_read_to_its_end_is_kept_as_far_as_it_was(bool isCut)
    {
        var reply = ScriptedReply.Raw("audio/mpeg", "ID3"u8.ToArray(), "more"u8.ToArray());
        await using var server = await ScriptedModelServer.StartAsync(isCut ? reply with { CutAfter = 1 } : reply with { ChunkDelay = TimeSpan.FromSeconds(2) });
        await using var tapped = new Tapped();
        using var body = BinaryContent.Create(Media.Json("""{"model":"tts-1","voice":"alloy","input":"Hello"}"""));
        var result = await OpenAIClients.Audio(server.Uri, "tts-1").GenerateSpeechAsync(body, new RequestOptions { BufferResponse = false });
        var stream = result.GetRawResponse().ContentStream!;
        await stream.ReadExactlyAsync(new byte[3], Media.Stop);
        if (isCut) await Should.ThrowAsync<IOException>(async () => await stream.ReadExactlyAsync(new byte[1], Media.Stop));
        await stream.DisposeAsync();

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(isCut ? SpanStatusCode.Error : SpanStatusCode.Ok);
        (span.Attribute(WireNames.StreamAbandoned) is not null).ShouldBe(!isCut);
        tapped.Attachment(span.OutputsJson()!["audio"], "audio/mpeg").Bytes().ShouldBe("ID3"u8.ToArray());
    }

    [Fact]
    public async Task Sound_read_to_its_announced_end_was_not_abandoned()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Text("ID3", "audio/mpeg"));
        await using var tapped = new Tapped();
        using var body = BinaryContent.Create(Media.Json("""{"model":"tts-1","voice":"alloy","input":"Hello"}"""));
        var result = await OpenAIClients.Audio(server.Uri, "tts-1").GenerateSpeechAsync(body, new RequestOptions { BufferResponse = false });
        var stream = result.GetRawResponse().ContentStream!;
        await stream.ReadExactlyAsync(new byte[3], Media.Stop);
        await stream.DisposeAsync();

        (await tapped.SpanAsync()).Attribute(WireNames.StreamAbandoned).ShouldBeNull();
    }

    private static ScriptedReply Streamed() => ScriptedReply.Sse(
        $$"""{"type":"speech.audio.delta","audio":"{{Convert.ToBase64String(Media.Wave[..4])}}"}""",
        $$"""{"type":"speech.audio.delta","audio":"{{Convert.ToBase64String(Media.Wave[4..])}}"}""",
        """{"type":"speech.audio.done","usage":{"input_tokens":2,"output_tokens":30,"total_tokens":32}}""");
}
