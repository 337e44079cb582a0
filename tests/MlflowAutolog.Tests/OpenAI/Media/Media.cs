using System.Text.Json.Nodes;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI.Media;

/// <summary>Pictures and sounds for tests, and how to look at what became of them.</summary>
internal static class Media
{
    public const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public static byte[] Pixel => Convert.FromBase64String(Png);

    public static byte[] Wave { get; } = [.. "RIFF"u8, 0, 0xFF, 13, 10, .. "--x"u8, 0x80];

    /// <summary>The runner gave up on the test.</summary>
    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static MemoryStream Sound => new(Wave);

    public static BinaryData Json(string json) => BinaryData.FromString(json);

    /// <summary>The attachment that this text refers to, which is its whole text.</summary>
    public static TraceAttachmentData Attachment(this Tapped tapped, JsonNode? reference, string contentType)
    {
        var attachment = tapped.Traces.SelectMany(trace => trace.Attachments).First(found => reference!.ToString().Contains(found.Id, StringComparison.Ordinal));
        reference!.ToString().ShouldBe($"mlflow-attachment://{attachment.Id}?content_type={Uri.EscapeDataString(contentType)}&trace_id=tr-{tapped.Traces[0].TraceId.ToHexString()}&size={attachment.Content.Length}");
        return attachment;
    }

    public static byte[] Bytes(this TraceAttachmentData attachment) => attachment.Content.ToArray();

    /// <summary>Nothing of a span says what was said: no inputs, outputs, chunks, and this text nowhere.</summary>
    public static void ShouldSayNothing(this Tapped tapped, params string[] said)
    {
        var trace = tapped.Traces.ShouldHaveSingleItem();
        var span = trace.Spans.ShouldHaveSingleItem();
        trace.Attachments.ShouldBeEmpty();
        span.Inputs.IsAbsent.ShouldBeTrue();
        span.Outputs.IsAbsent.ShouldBeTrue();
        span.Chunks().ShouldBeEmpty();
        var told = string.Join('\n', span.Attributes.Select(a => $"{a.Key}={SpanReading.Json(a.Value)?.ToJsonString()}")) + span.StatusMessage
            + string.Join('\n', span.Events.SelectMany(e => e.Attributes).Select(a => SpanReading.Json(a.Value)?.ToJsonString()));
        foreach (var text in said) told.ShouldNotContain(text);
    }
}
