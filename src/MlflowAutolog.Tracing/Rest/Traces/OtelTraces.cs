using System.Diagnostics;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>Reads the traces that MLflow answers as OpenTelemetry's protobuf in JSON: ids in base64, attributes as typed values, what is empty left out.</summary>
internal static class OtelTraces
{
    /// <summary>Spans by trace id.</summary>
    public static Dictionary<string, IReadOnlyList<SpanData>> Read(JsonElement reply)
    {
        var traces = new Dictionary<string, IReadOnlyList<SpanData>>();
        foreach (var trace in reply.Objects("traces"))
        {
            if (trace.Object("trace_info")?.Text("trace_id") is { } id) traces[id] = [.. trace.Objects("spans").Select(Span)];
        }

        return traces;
    }

    private static SpanData Span(JsonElement span)
    {
        var head = TracesJsonReader.Head(span) with
        {
            Events = [.. span.Objects("events").Select(item => new SpanEventData(item.Text("name") ?? "", TracesJsonReader.Nanoseconds(item, "time_unix_nano") ?? 0, Attributes(item)))],
            Links = [.. span.Objects("links").Select(Link).OfType<SpanLinkData>()],
        };
        return TracesJsonReader.WithAttributes(head, Attributes(span));
    }

    private static List<SpanAttribute> Attributes(JsonElement owner)
        => [.. owner.Objects("attributes").Select(item => new SpanAttribute(item.Text("key") ?? "", OtelValue.Read(item.Object("value"))))];

    private static SpanLinkData? Link(JsonElement link)
    {
        try
        {
            return new SpanLinkData(
                ActivityTraceId.CreateFromBytes(TracesJsonReader.Bytes(link, "trace_id", 16)), ActivitySpanId.CreateFromBytes(TracesJsonReader.Bytes(link, "span_id", 8)), Attributes(link));
        }
        catch (JsonException)
        {
            // Stored by a client that sent ids of another form: it leads nowhere.
            return null;
        }
    }
}
