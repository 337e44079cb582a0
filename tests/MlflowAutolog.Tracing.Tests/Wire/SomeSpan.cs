using System.Diagnostics;
using System.Text;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Wire;

/// <summary>Spans and traces for the writers, with fixed ids and times.</summary>
internal static class SomeSpan
{
    public const long Start = 1_790_000_000_123_456_789;

    public static readonly ActivityTraceId TraceId = ActivityTraceId.CreateFromString("3992a17b1843eed6d418543e92811309");

    public static SpanData Root(string name = "answer") => Of(1, 0) with { Name = name };

    public static SpanData Of(int id, int parent) => new()
    {
        TraceId = TraceId,
        SpanId = Id(id),
        ParentSpanId = parent == 0 ? default : Id(parent),
        Name = "span " + id,
        Type = SpanType.Chain,
        StartUnixNano = Start,
        EndUnixNano = Start + 1_250_000_000,
    };

    public static TraceData Trace(SpanData root, params SpanData[] children) => new() { TraceId = TraceId, Root = root, Spans = [root, .. children] };

    public static JsonText Json(string text) => new(Encoding.UTF8.GetBytes(text));

    public static SpanAttribute JsonAttribute(string key, string json) => new(key, AttributeValue.OfJson(Encoding.UTF8.GetBytes(json)));

    public static SpanAttribute Attribute(string key, string text) => new(key, AttributeValue.Of(text));

    private static ActivitySpanId Id(int id) => ActivitySpanId.CreateFromString(id.ToString("x16"));
}
