using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Responses;

/// <summary>Pictures, files and sound in a call are attachments of its trace.</summary>
public sealed class FileTests
{
    [Theory]
    [InlineData("""{"type":"input_image","image_url":"data:image/webp;base64,aGVsbG8="}""", "image/webp")]
    [InlineData("""{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,aGVsbG8="}""", "application/pdf")]
    [InlineData("""{"type":"input_file","filename":"a.csv","file_data":"aGVsbG8="}""", "text/csv")]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"aGVsbG8=","format":"mp3"}}""", "audio/mpeg")]
    public async Task What_is_sent(string part, string contentType)
        => Check(await TraceAsync(ScriptedReply.Json(Responding.Response("completed")), $$"""{"model":"m","input":[{"role":"user","content":[{{part}}]}]}"""), contentType, span => span.Inputs);

    [Theory]
    [InlineData("""{"id":"ig","type":"image_generation_call","status":"completed","output_format":"jpeg","result":"aGVsbG8="}""", "image/jpeg")]
    [InlineData("""{"id":"ci","type":"code_interpreter_call","code":"plot()","outputs":[{"type":"image","url":"data:image/png;base64,aGVsbG8="}]}""", "image/png")]
    [InlineData("""{"id":"m","type":"message","role":"assistant","content":[{"type":"output_audio","data":"aGVsbG8=","transcript":"hello"}]}""", "audio/wav")]
    public async Task What_is_answered(string item, string contentType)
        => Check(await TraceAsync(ScriptedReply.Json(Responding.Response("completed", item)), Responding.Question), contentType, span => span.Outputs);

    [Fact]
    public async Task What_came_of_a_picture_before_the_stream_was_cut()
        => Check(
            await TraceAsync(
                ScriptedReply.Events(
                    Responding.Created,
                    Responding.Event("response.output_item.added", """ "output_index":0,"item":{"id":"ig","type":"image_generation_call","status":"in_progress"} """),
                    Responding.Event("response.image_generation_call.partial_image", """ "output_index":0,"partial_image_index":0,"partial_image_b64":"aGVsbG8=","output_format":"png" """),
                    Responding.End("completed")) with
                { CutAfter = 3 },
                Responding.Question),
            "image/png",
            span => span.Outputs);

    private static void Check(TraceData trace, string contentType, Func<SpanData, JsonText> side)
    {
        var attachment = trace.Attachments.ShouldHaveSingleItem();
        attachment.ContentType.ShouldBe(contentType);
        Encoding.UTF8.GetString(attachment.Content.Span).ShouldBe("hello");
        side(trace.Spans[0]).ToString().ShouldContain($"mlflow-attachment://{attachment.Id}");
        side(trace.Spans[0]).ToString().ShouldNotContain("aGVsbG8=");
    }

    private static async Task<TraceData> TraceAsync(ScriptedReply reply, string request)
    {
        await using var server = await ScriptedModelServer.StartAsync(reply);
        await using var tapped = new Tapped();
        await Responding.PostAsync(server.Responses(), request);
        await tapped.SpanAsync();
        return tapped.Traces[0];
    }
}
