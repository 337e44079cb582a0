using System.Diagnostics;
using System.Text;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Configuration;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery;

/// <summary>Small valid things, each with ids of its own.</summary>
internal static class Some
{
    private static readonly long Start = DateTimeOffset.Parse("2026-09-21T10:11:12.345Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1_000_000;

    public static MlflowOptions Options(string? trackingUri = null, Action<MlflowOptions>? configure = null)
    {
        var options = new MlflowOptions { TrackingUri = trackingUri, Environment = _ => null };
        configure?.Invoke(options);
        return OptionsResolver.Resolve(options);
    }

    public static SpanData Span(string name = "answer", ActivityTraceId? traceId = null, SpanData? parent = null) => new()
    {
        TraceId = traceId ?? parent?.TraceId ?? ActivityTraceId.CreateRandom(),
        SpanId = ActivitySpanId.CreateRandom(),
        ParentSpanId = parent?.SpanId ?? default,
        Name = name,
        Type = SpanType.Chain,
        StartUnixNano = Start,
        EndUnixNano = Start + 1_250_000_000,
        Inputs = Json("""{"question":"Where?"}"""),
        Outputs = Json("""{"answer":"There."}"""),
    };

    public static TraceData Trace(params SpanData[] spans)
    {
        if (spans.Length == 0) spans = [Span()];
        return new TraceData
        {
            TraceId = spans[0].TraceId,
            Spans = spans,
            Root = spans[0].IsRoot ? spans[0] : null,
            Tags = new Dictionary<string, string> { [WireNames.TraceName] = spans[0].Name },
            RequestPreview = Previews.OfRequest(spans[0]),
            ResponsePreview = Previews.OfResponse(spans[0]),
        };
    }

    public static RecordedTrace Recorded(long size = 1_000)
    {
        var root = Span();
        return new RecordedTrace { TraceId = root.TraceId, Spans = [root], Root = root, Size = size };
    }

    public static JsonText Json(string json) => new(Encoding.UTF8.GetBytes(json));
}
