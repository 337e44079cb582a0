using System.Text;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using OpenAI.Chat;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI;

/// <summary>Files in a chat.</summary>
public sealed class FilePartTests
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4 nothing");

    [Fact]
    public async Task A_file_is_stored_beside_the_trace_and_drawn()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        await using var tapped = new Tapped();
        var file = ChatMessageContentPart.CreateFilePart(BinaryData.FromBytes(Pdf), "application/pdf", "report.pdf");
        await server.Chat().CompleteChatAsync([new UserChatMessage(file, ChatMessageContentPart.CreateTextPart("Sum it up."))], cancellationToken: TestContext.Current.CancellationToken);

        await ShouldHoldAsync(tapped, part => part["file"]!["filename"]!.ToString().ShouldBe("report.pdf"));
    }

    [Fact]
    public async Task So_is_one_in_bare_base64_by_its_name()
    {
        await using var server = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Call.Reply));
        await using var tapped = new Tapped();
        await RawCall.PostAsync(server, Call.Path, $$$"""
            {"model":"m","messages":[{"role":"user","content":[{"type":"file","file":{"filename":"report.pdf","file_data":"{{{Convert.ToBase64String(Pdf)}}}"}},{"type":"text","text":"Sum it up."}]}]}
            """);

        await ShouldHoldAsync(tapped, static _ => { });
    }

    private static async Task ShouldHoldAsync(Tapped tapped, Action<JsonNode> alsoOfThePart)
    {
        var span = await tapped.SpanAsync();
        var trace = tapped.Traces.ShouldHaveSingleItem();
        var attachment = trace.Attachments.ShouldHaveSingleItem();
        attachment.ContentType.ShouldBe("application/pdf");
        attachment.Content.ToArray().ShouldBe(Pdf);
        var part = span.InputsJson()!["messages"]![0]!["content"]![0]!;
        var reference = part["file"]!["file_data"]!.ToString();
        reference.ShouldStartWith($"mlflow-attachment://{attachment.Id}?content_type=application%2Fpdf&");
        alsoOfThePart(part);
        span.Attribute(WireNames.ChatMessages)![0]!["content"]![0]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ShouldBe($$$"""{"type":"image_url","image_url":{"url":"{{{reference}}}"}}""");
        trace.RequestPreview.ShouldBe("Sum it up.");
    }
}
