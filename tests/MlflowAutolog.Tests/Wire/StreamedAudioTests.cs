using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Wire.OpenAI;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

/// <summary>What a model says in a stream.</summary>
public sealed class StreamedAudioTests
{
    [Theory]
    [InlineData("UklG", "UklG")]
    [InlineData("AA==BBBB", "AAQQQQ==")]
    [InlineData("AA==AA==AAA=", "AAAAAA==")]
    [InlineData("AAA=", "AAA=")]
    [InlineData("no base64", "no base64")]
    [InlineData("A=B", "A=B")]
    [InlineData("==AA", "==AA")]
    [InlineData("", "")]
    public void Pieces_with_padding_become_one_encoding(string joined, string expected) => Base64Pieces.Join(joined).ShouldBe(expected);

    [Fact]
    public async Task Speech_in_pieces_is_one_attachment_and_its_transcript_the_preview()
    {
        byte[] sound = [.. Enumerable.Range(0, 250).Select(n => (byte)n)];
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Sse(
            Chunk("""{"role":"assistant","content":"","audio":{"id":"audio_1","transcript":"Hel"}}"""),
            Chunk("""{"audio":{"transcript":"lo."}}"""),
            Chunk($$$"""{"audio":{"data":"{{{Convert.ToBase64String(sound[..100])}}}"}}"""),
            Chunk($$$"""{"audio":{"data":"{{{Convert.ToBase64String(sound[100..])}}}"}}"""),
            Chunk("""{"audio":{"expires_at":1767229200}}"""),
            "[DONE]"));
        await using var tapped = new Tapped();
        await RawCall.PostAsync(server, "/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Say hello."}],"modalities":["text","audio"],"audio":{"voice":"alloy","format":"pcm16"},"stream":true}""");

        var span = await tapped.SpanAsync();

        var trace = tapped.Traces.ShouldHaveSingleItem();
        trace.ResponsePreview.ShouldBe("Hello.");
        var attachment = trace.Attachments.ShouldHaveSingleItem();
        attachment.Content.ToArray().ShouldBe(sound);
        var message = span.OutputsJson()!["choices"]![0]!["message"]!;
        message["content"].ShouldBeNull();
        message["audio"]!.ShouldEqualJson(JsonNode.Parse($$"""
            {"id":"audio_1","transcript":"Hello.","expires_at":1767229200,"data":"mlflow-attachment://{{attachment.Id}}?content_type=audio%2Fwav&trace_id=tr-{{span.TraceId.ToHexString()}}&size=250"}
            """));
    }

    private static string Chunk(string delta) => $$"""{"id":"c","model":"m","choices":[{"index":0,"delta":{{delta}}}]}""";
}
