using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>A transcript that arrives in pieces.</summary>
public sealed class TranscriptStreamTests
{
    private const string First = """{"type":"transcript.text.delta","delta":"Grüße, "}""";
    private const string Second = """{"type":"transcript.text.delta","delta":"Welt"}""";
    private const string Segment = """{"type":"transcript.text.segment","id":"seg_1","text":"Grüße, Welt","speaker":"A","start":0.0,"end":1.2}""";
    private const string Done = """{"type":"transcript.text.done","text":"Grüße, Welt","usage":{"type":"tokens","input_tokens":14,"output_tokens":5,"total_tokens":19}}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_whole_text_is_the_output(bool asynchronous)
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse(First, Second, Segment, Done));
        await using var tapped = new Tapped();
        var client = OpenAIClients.Audio(server.Uri, "gpt-4o-transcribe");
        var updates = asynchronous
            ? await client.TranscribeAudioStreamingAsync(Media.Sound, "a.wav", cancellationToken: Media.Stop).ToListAsync(Media.Stop)
            : [.. client.TranscribeAudioStreaming(Media.Sound, "a.wav", cancellationToken: Media.Stop)];

        updates.Count.ShouldBe(4);
        var span = await tapped.SpanAsync();
        (span.Name, span.Type, span.Status).ShouldBe(("Transcriptions", SpanType.Tool, SpanStatusCode.Ok));
        span.OutputsJson()!["text"]!.ToString().ShouldBe("Grüße, Welt");
        span.OutputsJson()!["segments"]!.AsArray().ShouldHaveSingleItem()!["speaker"]!.ToString().ShouldBe("A");
        span.Chunks().Count().ShouldBe(4);
        span.Attribute(WireNames.ChatTokenUsage)!["total_tokens"]!.GetValue<int>().ShouldBe(19);
        span.Attribute(WireNames.StreamAbandoned).ShouldBeNull();
        span.InputsJson()!["stream"]!.GetValue<bool>().ShouldBeTrue();
        tapped.Attachment(span.InputsJson()!["file"]!["content"], "audio/wav").Bytes().ShouldBe(Media.Wave);
    }

    [Fact]
    public async Task A_stream_left_early_has_the_pieces_read()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse(First, Second, Done) with { ChunkDelay = TimeSpan.FromSeconds(2) });
        await using var tapped = new Tapped();
        await foreach (var _ in OpenAIClients.Audio(server.Uri, "gpt-4o-transcribe").TranscribeAudioStreamingAsync(Media.Sound, "a.wav", cancellationToken: Media.Stop)) break;

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Ok);
        span.OutputsJson()!["text"]!.ToString().ShouldBe("Grüße, ");
        span.Attribute(WireNames.StreamAbandoned)!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_that_is_cut_is_an_error_with_the_pieces_read()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse(First, Second, Done) with { CutAfter = 2 });
        await using var tapped = new Tapped();
        await Should.ThrowAsync<IOException>(async () => await OpenAIClients.Audio(server.Uri, "gpt-4o-transcribe").TranscribeAudioStreamingAsync(Media.Sound, "a.wav", cancellationToken: Media.Stop).ToListAsync(Media.Stop));

        var span = await tapped.SpanAsync();
        span.Status.ShouldBe(SpanStatusCode.Error);
        span.OutputsJson()!["text"]!.ToString().ShouldBe("Grüße, Welt");
    }

    [Fact]
    public async Task Without_content_there_is_no_text()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse(First, Second, Done));
        await using var tapped = new Tapped(options => options.CaptureContent = false);
        await OpenAIClients.Audio(server.Uri, "gpt-4o-transcribe").TranscribeAudioStreamingAsync(Media.Sound, "a.wav", cancellationToken: Media.Stop).ToListAsync(Media.Stop);

        var span = await tapped.SpanAsync();
        tapped.ShouldSayNothing("Welt", "a.wav");
        span.Attribute(WireNames.ChatTokenUsage)!["total_tokens"]!.GetValue<int>().ShouldBe(19);
    }
}
