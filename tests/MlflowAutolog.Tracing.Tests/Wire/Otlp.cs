using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Otlp;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace MlflowAutolog.Tracing.Tests.Wire;

/// <summary>Reads what the writer wrote with Google's own decoder.</summary>
internal static class Otlp
{
    public static ExportTraceServiceRequest Request(IReadOnlyList<TraceData> traces, bool facts = true)
    {
        using var writer = new ProtobufWriter();
        OtlpTraceWriter.Write(writer, traces, facts, wrapsTexts: false);
        return ExportTraceServiceRequest.Parser.ParseFrom(writer.Written.Span);
    }

    public static IReadOnlyList<Span> Spans(TraceData trace, bool facts = true) => Request([trace], facts).ResourceSpans[0].ScopeSpans[0].Spans;

    public static Span Single(SpanData span, bool facts = false) => Spans(SomeSpan.Trace(span), facts)[0];

    public static AnyValue? Attribute(Span span, string key) => span.Attributes.SingleOrDefault(attribute => attribute.Key == key)?.Value;

    public static JsonNode? Json(AnyValue value) => value.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => JsonValue.Create(value.StringValue),
        AnyValue.ValueOneofCase.BoolValue => JsonValue.Create(value.BoolValue),
        AnyValue.ValueOneofCase.IntValue => JsonValue.Create(value.IntValue),
        AnyValue.ValueOneofCase.DoubleValue => JsonValue.Create(value.DoubleValue),
        AnyValue.ValueOneofCase.ArrayValue => new JsonArray([.. value.ArrayValue.Values.Select(Json)]),
        AnyValue.ValueOneofCase.KvlistValue => new JsonObject(value.KvlistValue.Values.Select(pair => KeyValuePair.Create(pair.Key, Json(pair.Value)))),
        _ => null,
    };
}
