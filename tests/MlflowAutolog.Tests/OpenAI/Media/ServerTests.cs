using System.ClientModel;
using System.ClientModel.Primitives;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.TestSupport.Servers;
using OpenAI.Audio;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>What MLflow itself has afterwards of one call of each API.</summary>
public sealed class ServerTests
{
    private const string Pictures = $$"""{"created":1,"data":[{"b64_json":"{{Media.Png}}"}],"output_format":"png"}""";

    [Fact]
    public async Task Made_pictures_are_readable() => await ReadBackAsync("Images", SpanType.Tool, ScriptedReply.Json(Pictures), [Media.Pixel],
        uri => OpenAIClients.Images(uri).GenerateImageAsync("A dot", cancellationToken: Media.Stop));

    [Fact]
    public async Task Edited_pictures_are_readable_before_and_after() => await ReadBackAsync("Images", SpanType.Tool, ScriptedReply.Json(Pictures), [Media.Wave, Media.Pixel],
        uri => OpenAIClients.Images(uri).GenerateImageEditAsync(new MemoryStream(Media.Wave), "a.png", "bluer", cancellationToken: Media.Stop));

    [Fact]
    public async Task What_was_transcribed_is_readable() => await ReadBackAsync("Transcriptions", SpanType.Tool, ScriptedReply.Text("Hello", "text/plain"), [Media.Wave],
        uri => OpenAIClients.Audio(uri, "whisper-1").TranscribeAudioAsync(Media.Sound, "a.wav", new AudioTranscriptionOptions { ResponseFormat = AudioTranscriptionFormat.Text }, Media.Stop));

    [Fact]
    public async Task What_was_translated_is_readable() => await ReadBackAsync("Translations", SpanType.Tool, ScriptedReply.Json("""{"text":"Hello"}"""), [Media.Wave],
        uri => OpenAIClients.Audio(uri, "whisper-1").TranslateAudioAsync(Media.Sound, "a.wav", cancellationToken: Media.Stop));

    [Fact]
    public async Task Speech_is_readable() => await ReadBackAsync("Speech", SpanType.Tool, ScriptedReply.Raw("audio/mpeg", Media.Wave), [Media.Wave],
        uri => OpenAIClients.Audio(uri, "tts-1").GenerateSpeechAsync("Hello", GeneratedSpeechVoice.Alloy, cancellationToken: Media.Stop));

    [Fact]
    public async Task Moderation_arrives() => await ReadBackAsync("Moderations", SpanType.Tool, ScriptedReply.Json("""{"id":"m","model":"omni","results":[]}"""), [],
        async uri => await OpenAIClients.Moderations(uri).ClassifyInputsAsync(BinaryContent.Create(Media.Json("""{"input":"Hi"}""")), new RequestOptions()));

    [Fact]
    public async Task Embeddings_arrive() => await ReadBackAsync("Embeddings", SpanType.Embedding, ScriptedReply.Json("""{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AAAAAA=="}],"model":"e","usage":{"prompt_tokens":1,"total_tokens":1}}"""), [],
        uri => OpenAIClients.Embeddings(uri, "e").GenerateEmbeddingAsync("Hi", cancellationToken: Media.Stop));

    [Fact]
    public async Task Searches_arrive() => await ReadBackAsync("VectorStores", SpanType.Retriever, ScriptedReply.Json("""{"data":[{"file_id":"f","content":[{"type":"text","text":"A boat."}]}]}"""), [],
        async uri => await OpenAIClients.VectorStores(uri).SearchVectorStoreAsync("vs_1", BinaryContent.Create(Media.Json("""{"query":"boat"}""")), new RequestOptions()));

    [Theory]
    [InlineData(true, "[Attachment left out: 20000 bytes in a body larger than MaxBodyBytes, 4096 bytes]")]
    [InlineData(false, "[Attachment too large: 20000 bytes exceeds 10000 bytes limit]")]
    public async Task What_is_too_large_is_noted_and_counted(bool forBody, string note)
    {
        await using var model = await ScriptedModelServer.StartAsync(ScriptedReply.Raw("audio/mpeg", new byte[20_000]));
        var (trace, statistics) = await TraceAsync(model, uri => OpenAIClients.Audio(uri, "tts-1").GenerateSpeechAsync("Hello", GeneratedSpeechVoice.Alloy, cancellationToken: Media.Stop), options =>
        {
            if (forBody) options.MaxBodyBytes = 4096;
            else options.MaxAttachmentBytes = 10_000;
        });

        trace["spans"]![0]!["outputs"]!["audio"]!.ToString().ShouldBe(note);
        trace["state"]!.ToString().ShouldBe("OK");
        statistics.AttachmentsDroppedByReason.ShouldBe(new Dictionary<string, long> { ["too_large"] = 1 });
    }

    private static async Task ReadBackAsync(string name, string type, ScriptedReply reply, byte[][] attachments, Func<Uri, Task> callAsync)
    {
        await using var model = await ScriptedModelServer.StartAsync(reply);
        var (trace, statistics) = await TraceAsync(model, callAsync);

        var span = trace["spans"]!.AsArray().ShouldHaveSingleItem()!;
        (trace["state"]!.ToString(), span["name"]!.ToString(), span["type"]!.ToString()).ShouldBe(("OK", name, type));
        // Read by their references, over plain HTTP.
        (trace["attachments"]?.AsArray() ?? []).Select(attachment => attachment!["sha256"]!.ToString()).ShouldBe(attachments.Select(content => Convert.ToHexStringLower(SHA256.HashData(content))));
        statistics.AttachmentsDelivered.ShouldBe(attachments.Length);
    }

    private static async Task<(JsonObject Trace, TracingStatistics Statistics)> TraceAsync(ScriptedModelServer model, Func<Uri, Task> callAsync, Action<MlflowOptions>? configure = null)
    {
        var server = await MlflowServers.StartAsync();
        using var stored = new StoredTraces(server);
        var options = new MlflowOptions { Environment = _ => null, TrackingUri = server.Uri, ExperimentId = await stored.NewExperimentAsync() };
        configure?.Invoke(options);
        await using var tracer = new MlflowTracer(options);
        using (new HttpIntegration().Install(tracer)) await callAsync(model.Uri);
        (await tracer.FlushAsync(Media.Stop)).ShouldBeTrue();
        return ((JsonObject)(await stored.ReadAsync(options.ExperimentId)).ShouldHaveSingleItem()!, tracer.Statistics);
    }
}
