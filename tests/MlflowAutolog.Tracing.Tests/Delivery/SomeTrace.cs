using System.Diagnostics;
using System.Text;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery;

/// <summary>Traces for tests of delivery: fixed times, random ids.</summary>
internal static class SomeTrace
{
    public const long Start = 1_790_000_000_000_000_000;

    public static SpanData Span(string name = "answer") => new()
    {
        TraceId = ActivityTraceId.CreateRandom(),
        SpanId = ActivitySpanId.CreateRandom(),
        Name = name,
        Type = SpanType.Agent,
        StartUnixNano = Start,
        EndUnixNano = Start + 1_250_000_000,
    };

    public static SpanData Child(SpanData parent, string name = "child", long after = 1000) => Span(name) with
    {
        TraceId = parent.TraceId,
        ParentSpanId = parent.SpanId,
        StartUnixNano = parent.StartUnixNano + after,
        EndUnixNano = parent.StartUnixNano + after + 1000,
    };

    public static TraceData Of(string name = "answer") => Of(Span(name));

    public static TraceData Of(SpanData root, params SpanData[] children) => new() { TraceId = root.TraceId, Spans = [root, .. children], Root = root };

    public static TraceData Late(SpanData span) => new() { TraceId = span.TraceId, Spans = [span] };

    public static TraceData OfSize(int bytes) => Of(Span() with { Inputs = Json($"\"{new string('x', bytes)}\"") });

    public static JsonText Json(string json) => new(Encoding.UTF8.GetBytes(json));

    public static AttributeValue JsonAttribute(string json) => AttributeValue.OfJson(Encoding.UTF8.GetBytes(json));

    /// <summary>Everything a span holds, one fact a line: two spans are the same when these are.</summary>
    public static string Describe(SpanData span)
    {
        var text = new StringBuilder();
        text.AppendLine($"{span.TraceId} {span.SpanId} {span.ParentSpanId} {span.Name} {span.Type} {span.StartUnixNano} {span.EndUnixNano} {span.Status} {span.StatusMessage}");
        text.AppendLine($"in {span.Inputs} out {span.Outputs}");
        foreach (var attribute in span.Attributes) text.AppendLine($"attribute {Describe(attribute)}");
        foreach (var item in span.Events) text.AppendLine($"event {item.Name} {item.TimeUnixNano} {string.Join(", ", item.Attributes.Select(Describe))}");
        foreach (var link in span.Links) text.AppendLine($"link {link.TraceId} {link.SpanId} {string.Join(", ", link.Attributes.Select(Describe))}");
        return text.ToString();
    }

    private static string Describe(SpanAttribute attribute) => $"{attribute.Key} {attribute.Value.Kind} " + attribute.Value.Kind switch
    {
        AttributeKind.Text => attribute.Value.Text,
        AttributeKind.Integer => attribute.Value.Integer.ToString(),
        AttributeKind.Number => attribute.Value.Number.ToString("R"),
        AttributeKind.Flag => attribute.Value.Flag.ToString(),
        AttributeKind.Json => attribute.Value.Json.ToString(),
        _ => "",
    };
}
