using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Collections;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>Turns OTLP spans into the form the store keeps.</summary>
internal static class OtlpSpans
{
    public static List<StoredSpan> Read(ExportTraceServiceRequest request, bool unwrapsJson)
        => [.. request.ResourceSpans.SelectMany(resource => resource.ScopeSpans).SelectMany(scope => scope.Spans).Select(span => Read(span, unwrapsJson))];

    private static StoredSpan Read(Span span, bool unwrapsJson)
    {
        if (span.TraceId.Length != 16 || span.SpanId.Length != 8)
            throw RefusedException.Detail(422, "Cannot convert OpenTelemetry span to MLflow span");
        var traceId = Hex(span.TraceId);
        var attributes = Attributes(span.Attributes, value => unwrapsJson ? Unwrap(value) : value);
        attributes["mlflow.traceRequestId"] = "tr-" + traceId;
        return new StoredSpan
        {
            TraceId = traceId,
            SpanId = Hex(span.SpanId),
            ParentId = Hex(span.ParentSpanId),
            Name = span.Name,
            Start = span.StartTimeUnixNano,
            End = span.EndTimeUnixNano,
            StatusCode = Code(span.Status?.Code ?? Status.Types.StatusCode.Unset),
            StatusMessage = span.Status?.Message ?? "",
            Attributes = attributes,
            Events = new JsonArray([.. span.Events.Select(Event)]),
            Links = new JsonArray([.. span.Links.Select(Link)]),
        };
    }

    private static JsonObject Event(Span.Types.Event item) => new()
    {
        ["name"] = item.Name,
        ["time_unix_nano"] = item.TimeUnixNano,
        ["attributes"] = Attributes(item.Attributes, value => value),
    };

    private static JsonObject Link(Span.Types.Link item) => new()
    {
        ["trace_id"] = "tr-" + Hex(item.TraceId),
        ["span_id"] = Hex(item.SpanId),
        ["attributes"] = Attributes(item.Attributes, value => value),
    };

    private static JsonObject Attributes(RepeatedField<KeyValue> pairs, Func<JsonNode?, JsonNode?> convert)
    {
        var attributes = new JsonObject();
        foreach (var pair in pairs)
        {
            // A key that comes twice: MLflow keeps the last value without a word.
            if (!attributes.TryAdd(pair.Key, convert(Value(pair.Value))))
                throw RefusedException.Detail(422, $"The stand-in is stricter than MLflow: the key '{pair.Key}' comes twice.");
        }

        return attributes;
    }

    /// <summary>A string that is JSON of a string, an object or an array loses one layer.</summary>
    private static JsonNode? Unwrap(JsonNode? value)
    {
        if (value is not JsonValue text || text.GetValueKind() != JsonValueKind.String) return value;
        var trimmed = text.GetValue<string>().TrimStart();
        if (trimmed.Length == 0 || !"\"{[".Contains(trimmed[0], StringComparison.Ordinal)) return value;
        try
        {
            return JsonNode.Parse(trimmed);
        }
        catch (JsonException)
        {
            return value;
        }
    }

    private static JsonNode? Value(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue,
        AnyValue.ValueOneofCase.IntValue => value.IntValue,
        AnyValue.ValueOneofCase.DoubleValue => Number(value.DoubleValue),
        AnyValue.ValueOneofCase.ArrayValue => new JsonArray([.. value.ArrayValue.Values.Select(Value)]),
        AnyValue.ValueOneofCase.KvlistValue => Attributes(value.KvlistValue.Values, item => item),
        AnyValue.ValueOneofCase.BytesValue => throw RefusedException.Detail(422, "The stand-in is stricter than MLflow: bytes become useless text."),
        _ => null,
    };

    private static JsonNode Number(double number) => double.IsFinite(number) ? number : number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Code(Status.Types.StatusCode code) => code switch
    {
        Status.Types.StatusCode.Ok => "STATUS_CODE_OK",
        Status.Types.StatusCode.Error => "STATUS_CODE_ERROR",
        _ => "STATUS_CODE_UNSET",
    };

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
