using System.Text;
using System.Text.Json;
using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Processing;

/// <summary>What is hidden in a span is in no attachment either, and what is not hidden is there whole.</summary>
public sealed class AttachmentPrivacyTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 1, 2, 3];
    private static readonly string Uri = "data:image/png;base64," + Convert.ToBase64String(Png);

    [Theory]
    [InlineData("text/plain", "utf-8")]
    [InlineData("application/json", "utf-8")]
    [InlineData("image/svg+xml", "utf-8")]
    [InlineData("application/octet-stream", "utf-8")]
    [InlineData("application/x-yaml", "utf-8")]
    [InlineData("text/csv", "utf-16")]
    [InlineData("text/csv", "latin1")]
    public async Task A_document_that_is_text_is_redacted_and_its_reference_tells_the_size_of_what_is_stored(string type, string encoding)
    {
        var coding = Encoding.GetEncoding(encoding);
        byte[] content = [.. coding.Preamble, .. coding.GetBytes("Müller: anna@example.com, order 2024-0012345")];
        var trace = await TraceAsync(o => o.RedactPii(), new TraceAttachment(type, content));

        var attachment = trace.Attachments.ShouldHaveSingleItem();
        coding.GetString(attachment.Content.Span).TrimStart('\uFEFF').ShouldBe("Müller: [email], order 2024-0012345");
        trace.Root!.Inputs.ToString().ShouldBe($"\"{AttachmentReference.Write(trace.Id, attachment.Id, type, attachment.Content.Length)}\"");
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/octet-stream")]
    [InlineData("application/pdf")]
    public async Task Binary_content_stays_as_it_is(string type)
    {
        byte[] content = [.. Png, .. Encoding.ASCII.GetBytes("anna@example.com")];
        (await TraceAsync(o => o.RedactPii(), new TraceAttachment(type, content))).Attachments.ShouldHaveSingleItem().Content.ToArray().ShouldBe(content);
    }

    [Fact]
    public async Task The_name_of_a_file_in_a_media_type_is_redacted()
    {
        var trace = await TraceAsync(o => o.RedactPii(), "data:application/pdf;name=anna@example.com.pdf;base64," + Convert.ToBase64String(Png));
        trace.Attachments.ShouldHaveSingleItem().ContentType.ShouldBe("application/pdf");
        trace.Root!.Inputs.ToString().ShouldNotContain("example.com");
    }

    [Fact]
    public async Task What_a_redactor_fails_on_is_not_stored()
    {
        using var log = new TemporarySelfLog();
        await using var processed = new Processed(o => o.Redact(text => text.Contains("secret", StringComparison.Ordinal) ? throw new InvalidOperationException(text) : text));
        processed.Tracer.StartSpan("x", inputs: new { file = new TraceAttachment("text/plain", "secret"u8.ToArray()), note = "kept" }).Dispose();
        var trace = processed.Trace();
        trace.Attachments.ShouldBeEmpty();
        trace.Root!.Inputs.ToString().ShouldBe("""{"file":"[Attachment left out: a redactor failed]","note":"kept"}""");
        processed.Dropped.ShouldBe(1);
        log.Lines.ShouldHaveSingleItem().ShouldNotContain("secret");
    }

    // Sixteen digits with the prefix and the check digit of a card; a Belgian IBAN.
    [Theory]
    [InlineData("41111111-1111-1111-9abc-0123456789ab")]
    [InlineData("abcdefab-cdef-8bcd-be68-539007547034")]
    public async Task A_reference_is_never_changed(string id)
    {
        var reference = AttachmentReference.Write("tr-4111111111111111abcdef0123456789", id, "image/png", 12345);
        await using var processed = new Processed(o => o.Redact(static text => text.ToUpperInvariant()).RedactPii());
        var span = processed.Tracer.StartSpan("x", inputs: new { image = reference });
        span.SetAttribute("own", reference).AddEvent("mlflow.chunk.item.0", [new("mlflow.chunk.value", new { a = reference })]);
        span.End();
        var root = processed.Trace().Root!;
        root.Inputs.ToString().ShouldBe($$"""{"IMAGE":"{{reference}}"}""");
        root.Attributes.Single(attribute => attribute.Key == "OWN").Value.Text.ShouldBe(reference);
        root.Events.ShouldHaveSingleItem().Attributes.ShouldHaveSingleItem().Value.Json.ToString().ShouldBe($$"""{"A":"{{reference}}"}""");
    }

    [Theory]
    [InlineData("mlflow-attachment://anna@example.com?content_type=a&trace_id=tr-1&size=1")]
    [InlineData("mlflow-attachment://41111111-1111-1111-9abc-0123456789ab?content_type=anna%40example.com&trace_id=tr-4111111111111111abcdef0123456789&size=1")]
    public async Task What_only_looks_like_a_reference_is_redacted(string text)
    {
        var inputs = (await TraceAsync(o => o.RedactPii(), text)).Root!.Inputs.ToString();
        inputs.ShouldNotContain("anna");
        inputs.ShouldContain("[email]");
    }

    [Theory]
    [InlineData(ContentAction.Drop)]
    [InlineData(ContentAction.Mask)]
    [InlineData(ContentAction.Hash)]
    public async Task What_a_kind_or_a_tool_hides_is_not_stored_beside_the_trace(ContentAction action)
    {
        (await TraceAsync(o => o.SetContent(ContentKinds.Inputs, action), new { id = Uri, file = new TraceAttachment("image/png", Png) })).Attachments.ShouldBeEmpty();
        (await TraceAsync(o => o.SetContentOfTool("x", action), new { status = Uri }, SpanType.Tool)).Attachments.ShouldBeEmpty();
        (await TraceAsync(o => o.SetContent(ContentKinds.Outputs, action), new { id = Uri })).Attachments.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("user", """{"messages":[{"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"URI"}}]}]}""")]
    [InlineData("user", """{"messages":[{"role":"user","content":"look","images":[{"type":"image_url","image_url":{"url":"URI"}}]}]}""")]
    [InlineData("user", """{"input":[{"role":"user","content":[{"type":"input_image","image_url":"URI"}]}]}""")]
    [InlineData("user", """{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"B64"}}]}]}""")]
    [InlineData("user", """{"messages":[{"role":"user","content":[{"image":{"format":"png","source":{"bytes":"B64"}}}]}]}""")]
    [InlineData("user", """{"contents":[{"role":"user","parts":[{"inline_data":{"mime_type":"image/png","data":"B64"}}]}]}""")]
    [InlineData("user", """{"contents":[{"parts":[{"inlineData":{"mimeType":"image/png","data":"B64"}}]}]}""")]
    [InlineData("assistant", """{"output":[{"type":"image_generation_call","id":"ig_1","status":"completed","result":"B64"}]}""")]
    [InlineData("assistant", """{"created":1,"data":[{"b64_json":"B64"}]}""")]
    [InlineData("assistant", """{"choices":[{"index":0,"message":{"role":"assistant","content":null,"audio":{"id":"a","data":"B64"}}}]}""")]
    [InlineData("tool", """{"messages":[{"role":"tool","tool_call_id":"c","content":[{"type":"image_url","image_url":{"url":"URI"}}]}]}""")]
    public async Task A_picture_in_a_message_of_a_hidden_role_is_not_stored(string role, string json)
    {
        var value = JsonDocument.Parse(json.Replace("URI", Uri, StringComparison.Ordinal).Replace("B64", Convert.ToBase64String(Png), StringComparison.Ordinal));
        (await TraceAsync(o => o.SetContentOfRole("system", ContentAction.Drop), value, SpanType.ChatModel)).Attachments.ShouldHaveSingleItem();
        foreach (var action in (ContentAction[])[ContentAction.Drop, ContentAction.Mask, ContentAction.Hash])
        {
            (await TraceAsync(o => o.SetContentOfRole(role, action), value, SpanType.ChatModel)).Attachments.ShouldBeEmpty();
        }
    }

    private static async Task<TraceData> TraceAsync(Action<MlflowOptions> configure, object inputs, string type = SpanType.Unknown)
    {
        await using var processed = new Processed(configure);
        processed.Tracer.StartSpan("x", type, inputs: inputs).Dispose();
        return processed.Trace();
    }
}
