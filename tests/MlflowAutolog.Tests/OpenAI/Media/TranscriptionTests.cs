using System.ClientModel;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using OpenAI.Audio;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>Speech to text, by the vendor's own client.</summary>
public sealed class TranscriptionTests
{
    private const string Reply = """{"text":"Hello there","usage":{"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":4,"audio_tokens":10},"output_tokens":5,"total_tokens":19}}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_form_is_the_input_and_its_file_an_attachment(bool asynchronous)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped();
        var options = new AudioTranscriptionOptions { Language = "en", Prompt = "42", Temperature = 0.5f, TimestampGranularities = AudioTimestampGranularities.Word | AudioTimestampGranularities.Segment };
        var client = OpenAIClients.Audio(server.Uri, "gpt-4o-transcribe");
        AudioTranscription said = asynchronous ? await client.TranscribeAudioAsync(Media.Sound, "übung 1.mp3", options, cancellationToken: Media.Stop) : client.TranscribeAudio(Media.Sound, "übung 1.mp3", options, cancellationToken: Media.Stop);

        said.Text.ShouldBe("Hello there");
        var span = await tapped.SpanAsync();
        (span.Name, span.Type, span.Status).ShouldBe(("Transcriptions", SpanType.Tool, SpanStatusCode.Ok));
        var inputs = span.InputsJson()!;
        inputs["model"]!.ToString().ShouldBe("gpt-4o-transcribe");
        inputs["language"]!.ToString().ShouldBe("en");
        inputs["prompt"]!.ToJsonString().ShouldBe("\"42\"");
        inputs["temperature"]!.GetValue<double>().ShouldBe(0.5);
        inputs["timestamp_granularities"]!.AsArray().Select(item => item!.ToString()).ShouldBe(["word", "segment"], ignoreOrder: true);
        inputs["file"]!["filename"]!.ToString().ShouldBe("übung 1.mp3");
        tapped.Attachment(inputs["file"]!["content"], "audio/mpeg").Bytes().ShouldBe(Media.Wave);
        span.Outputs.ToString().ShouldBe(Reply);
        span.Attribute(WireNames.ChatTokenUsage)!.ToJsonString().ShouldBe("""{"input_tokens":14,"output_tokens":5,"total_tokens":19}""");
        span.Attribute(WireNames.Model)!.ToString().ShouldBe("gpt-4o-transcribe");
        span.Attribute("temperature")!.GetValue<double>().ShouldBe(0.5);
        span.Attribute("prompt").ShouldBeNull();
        span.Attribute("file").ShouldBeNull();
    }

    [Fact]
    public async Task A_translation_is_one_too()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"text":"Good day","language":"english","duration":1.5,"segments":[]}""") with { Path = "/v1/audio/translations" });
        await using var tapped = new Tapped();
        await OpenAIClients.Audio(server.Uri, "whisper-1").TranslateAudioAsync(Media.Sound, "a.wav", new AudioTranslationOptions { ResponseFormat = AudioTranslationFormat.Verbose }, cancellationToken: Media.Stop);

        var span = await tapped.SpanAsync();
        (span.Name, span.Type).ShouldBe(("Translations", SpanType.Tool));
        span.OutputsJson()!["duration"]!.GetValue<double>().ShouldBe(1.5);
        span.Attribute("response_format")!.ToString().ShouldBe("verbose_json");
        tapped.Attachment(span.InputsJson()!["file"]!["content"], "audio/wav").Bytes().ShouldBe(Media.Wave);
    }

    [Fact]
    public async Task Seconds_are_no_tokens()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"text":"Hello","usage":{"type":"duration","seconds":3}}"""));
        await using var tapped = new Tapped();
        await OpenAIClients.Audio(server.Uri, "whisper-1").TranscribeAudioAsync(Media.Sound, "a.wav", cancellationToken: Media.Stop);

        (await tapped.SpanAsync()).Attribute(WireNames.ChatTokenUsage).ShouldBeNull();
    }

    [Theory]
    [InlineData("text", "text/plain; charset=utf-8", "Grüße\n")]
    [InlineData("srt", "text/plain", "1\n00:00:00,000 --> 00:00:01,000\nHi\n\n")]
    [InlineData("srt", "application/x-subrip", "1\n")]
    [InlineData("vtt", "text/vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n")]
    [InlineData("text", "text/plain", "{braces} are said")]
    [InlineData("text", "text/plain", "42")]
    public async Task Bare_text_is_the_output(string format, string type, string text)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Text(text, type));
        await using var tapped = new Tapped();
        var asked = OpenAIClients.Audio(server.Uri, "whisper-1").TranscribeAudioAsync(Media.Sound, "a.wav", new AudioTranscriptionOptions { ResponseFormat = new AudioTranscriptionFormat(format) }, cancellationToken: Media.Stop);
        // The SDK takes nothing but text/plain for a text.
        await Task.WhenAny(asked);

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.OutputsJson()!.GetValue<string>().ShouldBe(text);
    }

    [Theory]
    [InlineData("text/html", "<html>Sign in</html>")]
    [InlineData("application/json", "{\"text\":")]
    public async Task What_is_no_transcript_is_an_error(string type, string text)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Text(text, type));
        await using var tapped = new Tapped();
        try
        {
            await OpenAIClients.Audio(server.Uri, "whisper-1").TranscribeAudioAsync(Media.Sound, "a.wav", cancellationToken: Media.Stop);
        }
        catch (Exception)
        {
            // What the SDK makes of it is its own affair.
        }

        (await tapped.SpanAsync()).Status.ShouldBe(SpanStatusCode.Error);
    }

    [Fact]
    public async Task A_refusal_is_an_error_with_the_file()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json("""{"error":{"message":"Invalid file format.","type":"invalid_request_error","code":null}}""", 400));
        await using var tapped = new Tapped();
        await Should.ThrowAsync<ClientResultException>(async () => await OpenAIClients.Audio(server.Uri, "whisper-1").TranscribeAudioAsync(Media.Sound, "a.wav"));

        var span = await tapped.SpanAsync();
        span.StatusMessage.ShouldBe("ClientResultException: HTTP 400 invalid_request_error: Invalid file format.");
        tapped.Attachment(span.InputsJson()!["file"]!["content"], "audio/wav").Bytes().ShouldBe(Media.Wave);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_content_there_is_no_file_and_no_text(bool isText)
    {
        await using var server = await ScriptedModelServer.StartAsync(isText ? ScriptedReply.Text("secret words", "text/plain") : ScriptedReply.Json(Reply.Replace("Hello there", "secret words", StringComparison.Ordinal)));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await OpenAIClients.Audio(server.Uri, "whisper-1").TranscribeAudioAsync(Media.Sound, "secret.wav", new AudioTranscriptionOptions { Prompt = "secret", Language = "secret", Temperature = 0.5f, ResponseFormat = isText ? "text" : "json" }, cancellationToken: Media.Stop);

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        tapped.ShouldSayNothing("secret", "RIFF");
        span.Attribute(WireNames.Model)!.ToString().ShouldBe("whisper-1");
        span.Attribute("temperature")!.GetValue<double>().ShouldBe(0.5);
    }

    [Fact]
    public async Task A_file_that_was_not_kept_is_noted_and_the_other_fields_are_read()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Reply));
        await using var tapped = new Tapped(options => options.MaxBodyBytes = 4096);
        await OpenAIClients.Audio(server.Uri, "whisper-1").TranscribeAudioAsync(new MemoryStream(new byte[100_000]), "a.wav", new AudioTranscriptionOptions { Language = "en", ResponseFormat = AudioTranscriptionFormat.Simple }, cancellationToken: Media.Stop);

        var span = await tapped.SpanAsync();
        var inputs = span.InputsJson()!;
        inputs["file"]!["content"]!.ToString().ShouldBe("[Attachment left out: 100000 bytes in a body larger than MaxBodyBytes, 4096 bytes]");
        inputs["model"]!.ToString().ShouldBe("whisper-1");
        inputs["language"]!.ToString().ShouldBe("en");
        var noted = span.Events.ShouldHaveSingleItem();
        noted.Name.ShouldBe(WireNames.AttachmentTooLarge);
        noted.Text("content_type").ShouldBe("audio/wav");
        span.Status.ShouldBe(SpanStatusCode.Ok);
    }
}
