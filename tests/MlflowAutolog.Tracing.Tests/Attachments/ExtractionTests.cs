using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Tests.Delivery;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Tests.Attachments;

public sealed class ExtractionTests
{
    private static readonly byte[] Bytes = [0xFB, 0xFF, 0xBE, 1, 2, 3];
    private static readonly string Base64 = Convert.ToBase64String(Bytes);

    [Theory]
    [InlineData("""{"image_url":{"url":"data:image/png;base64,$"}}""", "image/png", """{"image_url":{"url":"#"}}""")]
    [InlineData("""["data:audio/wav;codecs=1;base64,$"]""", "audio/wav;codecs=1", """["#"]""")]
    [InlineData("""{"type":"file","file":{"file_data":"data:application/pdf;base64,$"}}""", "application/pdf", """{"type":"file","file":{"file_data":"#"}}""")]
    [InlineData("""{"type":"file","file":{"filename":"Report.PDF","file_data":"$"}}""", "application/pdf", """{"type":"file","file":{"filename":"Report.PDF","file_data":"#"}}""")]
    [InlineData("""{"file":{"file_data":"$"},"type":"file"}""", "application/octet-stream", """{"file":{"file_data":"#"},"type":"file"}""")]
    [InlineData("""{"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,$"},"index":0}]}""", "image/png", """{"images":[{"type":"image_url","image_url":{"url":"#"},"index":0}]}""")]
    [InlineData("""{"type":"video_url","video_url":{"url":"data:video/mp4;base64,$"}}""", "video/mp4", """{"type":"video_url","video_url":{"url":"#"}}""")]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"$","format":"mp3"}}""", "audio/mpeg", """{"type":"input_audio","input_audio":{"data":"#","format":"mp3"}}""")]
    [InlineData("""{"input_audio":{"format":"flac","data":"$"},"type":"input_audio"}""", "audio/flac", """{"input_audio":{"format":"flac","data":"#"},"type":"input_audio"}""")]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"$"}}""", "audio/wav", """{"type":"input_audio","input_audio":{"data":"#"}}""")]
    [InlineData("""{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"$"}}""", "image/jpeg", """{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"#"}}""")]
    [InlineData("""{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"$"}}""", "application/pdf", """{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"#"}}""")]
    [InlineData("""{"created":1,"data":[{"b64_json":"$"}]}""", "image/png", """{"created":1,"data":[{"b64_json":"#"}]}""")]
    [InlineData("""{"created":1,"output_format":"webp","data":[{"b64_json":"$"}]}""", "image/webp", """{"created":1,"output_format":"webp","data":[{"b64_json":"#"}]}""")]
    [InlineData("""{"type":"image_generation.partial_image","b64_json":"$"}""", "image/png", """{"type":"image_generation.partial_image","b64_json":"#"}""")]
    [InlineData("""{"output":[{"type":"image_generation_call","result":"$","output_format":"jpeg"}]}""", "image/jpeg", """{"output":[{"type":"image_generation_call","result":"#","output_format":"jpeg"}]}""")]
    [InlineData("""{"message":{"audio":{"id":"a","data":"$","transcript":"Hi"}}}""", "audio/wav", """{"message":{"audio":{"id":"a","data":"#","transcript":"Hi"}}}""")]
    [InlineData("""{"image":{"format":"gif","source":{"bytes":"$"}}}""", "image/gif", """{"image":{"format":"gif","source":{"bytes":"#"}}}""")]
    [InlineData("""{"document":{"format":"docx","name":"d","source":{"bytes":"$"}}}""", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", """{"document":{"format":"docx","name":"d","source":{"bytes":"#"}}}""")]
    [InlineData("""{"inline_data":{"mime_type":"image/png","data":"$"}}""", "image/png", """{"inline_data":{"mime_type":"image/png","data":"#"}}""")]
    [InlineData("""{ "inlineData" : { "mimeType" : "image/heic", "data" : "$" } }""", "image/heic", """{ "inlineData" : { "mimeType" : "image/heic", "data" : "#" } }""")]
    public void Content_of_every_vendors_shape_is_taken_out_and_nothing_else_changes(string json, string contentType, string expected)
    {
        var extracted = Extracted.OfJson(json.Replace("$", Base64, StringComparison.Ordinal));

        var attachment = extracted.Single;
        attachment.ContentType.ShouldBe(contentType);
        attachment.Content.ToArray().ShouldBe(Bytes);
        extracted.Inputs.ShouldBe(expected.Replace("#", extracted.Reference(attachment, contentType), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"see data:image/png;base64,AAAA\"")]
    [InlineData("\"data:text/plain,plain\"")]
    [InlineData("\"data:;base64,AAAA\"")]
    [InlineData("\"data:image/png;base64,\"")]
    [InlineData("\"data:image/png;base64,AAA\"")]
    [InlineData("\"data:image/png;base64,AA AA\"")]
    [InlineData("\"data:image/png;base64,AA_-\"")]
    [InlineData("""{"type":"image","source":{"type":"base64","data":"not base64"}}""")]
    [InlineData("""{"type":"image","source":{"type":"url","data":"AAAA"}}""")]
    [InlineData("""{"type":"document","source":{"type":"text","media_type":"text/plain","data":"AAAA"}}""")]
    [InlineData("""{"b64_json":"AAAA"}""")]
    [InlineData("""{"data":[{"b64_json":"AAAA"}]}""")]
    [InlineData("""{"data":"AAAA"}""")]
    [InlineData("""{"file":{"filename":"a.txt","file_data":"AAAA"}}""")]
    [InlineData("""{"type":"file","file":{"filename":"a.txt","file_data":"no base64"}}""")]
    [InlineData("""{"type":"file","file":{"file_id":"file-1"}}""")]
    [InlineData("""{"source":{"bytes":"AAAA"}}""")]
    [InlineData("""{"audio":{"data":12}}""")]
    [InlineData("""{"image_generation_call":{"result":"AAAA"}}""")]
    public void Everything_else_stays_text(string json)
    {
        var extracted = Extracted.OfJson(json);

        extracted.Attachments.ShouldBeEmpty();
        extracted.Inputs.ShouldBe(json);
    }

    [Fact]
    public void An_escaped_plus_and_slash_of_a_serialiser_are_read()
    {
        var extracted = Extracted.OfJson("\"data:image\\/png;base64," + Base64.Replace("+", "\\u002B", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal) + "\"");

        extracted.Single.ContentType.ShouldBe("image/png");
        extracted.Single.Content.ToArray().ShouldBe(Bytes);
    }

    [Fact]
    public void An_attachment_of_the_applications_own_stands_anywhere()
    {
        var attachment = new TraceAttachment("text/plain", "hello"u8.ToArray());
        var span = SomeTrace.Span() with
        {
            Inputs = JsonValue.From(new { file = attachment, more = new object[] { attachment } }),
            Outputs = JsonValue.From(attachment),
            Attributes = [new("thumb", JsonValue.AttributeFrom(attachment)), new("list", JsonValue.AttributeFrom(new[] { attachment }))],
            Events = [new("seen", 1, [new("what", JsonValue.AttributeFrom(attachment))])],
        };

        var extracted = new Extracted(AttachmentRule.Default, span);

        var reference = extracted.Reference(extracted.Single, "text/plain");
        extracted.Inputs.ShouldBe($$"""{"file":"{{reference}}","more":["{{reference}}"]}""");
        extracted.Span.Outputs.ToString().ShouldBe($"\"{reference}\"");
        extracted.Span.Attributes[0].Value.Text.ShouldBe(reference);
        extracted.Span.Attributes[1].Value.Json.ToString().ShouldBe($"[\"{reference}\"]");
        extracted.Span.Events[0].Attributes[0].Value.Text.ShouldBe(reference);
    }

    [Fact]
    public void Attributes_are_covered_as_well()
    {
        var uri = "data:image/png;base64," + Base64;
        var extracted = new Extracted(AttachmentRule.Default, SomeTrace.Span() with { Attributes = [new("thumb", AttributeValue.Of(uri)), new("all", JsonValue.AttributeFrom(new[] { uri })), new("text", AttributeValue.Of("see " + uri))] });

        var reference = extracted.Reference(extracted.Single, "image/png");
        extracted.Span.Attributes[0].Value.Text.ShouldBe(reference);
        extracted.Span.Attributes[1].Value.Json.ToString().ShouldBe($"[\"{reference}\"]");
        extracted.Span.Attributes[2].Value.Text.ShouldBe("see " + uri);
    }

    [Fact]
    public void The_same_content_is_one_attachment_of_the_trace_whatever_its_type()
    {
        var first = SomeTrace.Span() with { Inputs = SomeTrace.Json($"[\"data:image/png;base64,{Base64}\",\"data:image/webp;base64,{Base64}\"]") };
        var second = SomeTrace.Child(first) with { Outputs = SomeTrace.Json($"\"data:image/png;base64,{Base64}\"") };

        var extracted = new Extracted(AttachmentRule.Default, first, second);

        var attachment = extracted.Single;
        extracted.Spans[0].Inputs.ToString().ShouldBe($"[\"{extracted.Reference(attachment, "image/png")}\",\"{extracted.Reference(attachment, "image/webp")}\"]");
        extracted.Spans[1].Outputs.ToString().ShouldBe($"\"{extracted.Reference(attachment, "image/png")}\"");
        Guid.TryParseExact(attachment.Id, "D", out _).ShouldBeTrue();
    }

    [Fact]
    public void A_span_that_ends_late_refers_to_what_is_there_and_another_trace_does_not()
    {
        var root = SomeTrace.Span() with { Inputs = SomeTrace.Json($"\"data:image/png;base64,{Base64}\"") };
        var id = new Extracted(AttachmentRule.Default, root).Single.Id;

        new Extracted(AttachmentRule.Default, SomeTrace.Child(root) with { Inputs = root.Inputs }).Single.Id.ShouldBe(id);
        new Extracted(AttachmentRule.Default, root with { TraceId = ActivityTraceId.CreateRandom() }).Single.Id.ShouldNotBe(id);
    }

    [Fact]
    public void One_beyond_the_limit_leaves_a_note_and_a_plain_event_and_the_status_is_untouched()
    {
        var extracted = Extracted.OfInputs(new { big = new TraceAttachment("image/png", new byte[101]), small = new TraceAttachment("image/png", new byte[100]) }, new AttachmentRule(true, 100));

        extracted.Inputs.ShouldBe($$"""{"big":"[Attachment too large: 101 bytes exceeds 100 bytes limit]","small":"{{extracted.Reference(extracted.Single, "image/png")}}"}""");
        extracted.TooLarge.ShouldBe(1);
        extracted.Span.Status.ShouldBe(SpanStatusCode.Ok);
        var note = extracted.Span.Events.ShouldHaveSingleItem();
        note.Name.ShouldBe("attachment.too_large");
        note.Attributes.ShouldBe([new("content_type", AttributeValue.Of("image/png")), new("size_bytes", AttributeValue.Of(101L)), new("limit_bytes", AttributeValue.Of(100L))]);
    }

    [Fact]
    public void Switched_off_only_what_the_application_attached_is_taken_out()
    {
        var uri = "data:image/png;base64," + Base64;
        var extracted = Extracted.OfInputs(new { uri, own = new TraceAttachment("text/plain", "hello"u8.ToArray()) }, new AttachmentRule(false, 0));

        extracted.Inputs.ShouldBe($$"""{"uri":"{{uri}}","own":"{{extracted.Reference(extracted.Single, "text/plain")}}"}""");
    }

    [Fact]
    public void A_value_that_looks_like_it_and_is_no_JSON_stays()
    {
        var json = "{\"data\":\"AAAA\",";

        Extracted.OfJson(json).Inputs.ShouldBe(json);
    }

    [Fact]
    public void Spans_without_content_are_the_same_objects_and_cost_next_to_nothing()
    {
        var span = SomeTrace.Span() with
        {
            Inputs = JsonValue.From(new { messages = new[] { new { role = "user", content = new string('x', 400) } } }),
            Outputs = JsonValue.From(new { choices = new[] { new { message = new { role = "assistant", content = new string('y', 400) } } } }),
            Attributes = [new("model", AttributeValue.Of("gpt"))],
        };
        var stage = new AttachmentStage(AttachmentRule.Default, () => { });
        SpanData[] spans = [span];
        stage.TakeOut(span.TraceId, spans).Spans[0].ShouldBeSameAs(span);

        const int Rounds = 20_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++) stage.TakeOut(span.TraceId, spans);

        ((GC.GetAllocatedBytesForCurrentThread() - before) / Rounds).ShouldBe(0);
    }

    [Fact]
    public void A_large_body_is_taken_apart_without_copies_beyond_its_size()
    {
        var picture = new byte[6_000_000];
        new Random(1).NextBytes(picture);
        var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { messages = new[] { new { content = "data:image/png;base64," + Convert.ToBase64String(picture) } } }));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var extracted = new Extracted(AttachmentRule.Default, SomeTrace.Span() with { Inputs = new JsonText(json) });

        // Escapes of the serialiser are resolved once; the bound on that is three bytes for one.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(5L * json.Length);
        extracted.Single.Content.Span.SequenceEqual(picture).ShouldBeTrue();
        extracted.Inputs.Length.ShouldBeLessThan(300);
    }
}
