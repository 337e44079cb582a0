using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>Reads one span of a <c>traces.json</c>, as tolerant as Python's reader.</summary>
internal static class TracesJsonReader
{
    public static SpanData Read(JsonElement span)
    {
        var data = Head(span) with
        {
            Events = [.. span.Objects("events").Select(Event)],
            Links = [.. span.Objects("links").Select(Link).OfType<SpanLinkData>()],
        };
        return WithAttributes(data, span);
    }

    /// <summary>Ids, name, times and status, which MLflow writes alike wherever it writes a span.</summary>
    public static SpanData Head(JsonElement span)
    {
        if (span.ValueKind is not JsonValueKind.Object) throw new JsonException("A span is an object.");
        var start = Nanoseconds(span, "start_time_unix_nano") ?? throw new JsonException("A span has a start_time_unix_nano.");
        var (status, message) = Status(span);
        return new SpanData
        {
            TraceId = ActivityTraceId.CreateFromBytes(Bytes(span, "trace_id", 16)),
            SpanId = ActivitySpanId.CreateFromBytes(Bytes(span, "span_id", 8)),
            ParentSpanId = span.Text("parent_span_id") is { Length: > 0 } ? ActivitySpanId.CreateFromBytes(Bytes(span, "parent_span_id", 8)) : default,
            Name = span.Text("name") ?? "",
            Type = SpanType.Unknown,
            StartUnixNano = start,
            EndUnixNano = Nanoseconds(span, "end_time_unix_nano") ?? start,
            Status = status,
            StatusMessage = message,
        };
    }

    /// <summary>Attributes that are values already; those that a span has a property for go there.</summary>
    public static SpanData WithAttributes(SpanData data, IReadOnlyList<SpanAttribute> attributes)
    {
        var others = new List<SpanAttribute>(attributes.Count);
        foreach (var attribute in attributes)
        {
            switch (attribute.Key)
            {
                case WireNames.TraceRequestId: break;
                case WireNames.SpanType when attribute.Value.Kind is AttributeKind.Text: data = data with { Type = attribute.Value.Text }; break;
                case WireNames.SpanInputs: data = data with { Inputs = AsJson(attribute.Value) }; break;
                case WireNames.SpanOutputs: data = data with { Outputs = AsJson(attribute.Value) }; break;
                default: others.Add(attribute); break;
            }
        }
        return data with { Attributes = others };
    }

    private static SpanData WithAttributes(SpanData data, JsonElement span)
    {
        var others = new List<SpanAttribute>();
        foreach (var attribute in span.Properties("attributes"))
        {
            // MLflow writes every value as a JSON text; a raw value can only come from elsewhere and means itself.
            var value = attribute.Value.ValueKind is JsonValueKind.String ? ScalarJson.ReadText(attribute.Value.GetString()!) : ScalarJson.Read(attribute.Value);
            switch (attribute.Name)
            {
                case WireNames.TraceRequestId: break;
                case WireNames.SpanType when value.Kind is AttributeKind.Text: data = data with { Type = value.Text }; break;
                case WireNames.SpanInputs: data = data with { Inputs = AsJson(attribute.Value, value) }; break;
                case WireNames.SpanOutputs: data = data with { Outputs = AsJson(attribute.Value, value) }; break;
                default: others.Add(new SpanAttribute(attribute.Name, value)); break;
            }
        }
        return data with { Attributes = others };
    }

    /// <summary>Valid JSON stays to the byte as it was written.</summary>
    private static JsonText AsJson(JsonElement written, AttributeValue value)
    {
        if (written.ValueKind is not JsonValueKind.String) return new JsonText(Encoding.UTF8.GetBytes(written.GetRawText()));
        var text = Encoding.UTF8.GetBytes(written.GetString()!);
        try
        {
            using var document = JsonDocument.Parse(text);
            return new JsonText(text);
        }
        catch (JsonException)
        {
            return value.Kind is AttributeKind.Json ? value.Json : AsString(written.GetString()!);
        }
    }

    private static JsonText AsJson(AttributeValue value) => new(Encoding.UTF8.GetBytes(ScalarJson.ToElement(value).GetRawText()));

    private static JsonText AsString(string text)
        => new(Encoding.UTF8.GetBytes('"' + JsonEncodedText.Encode(text, TracesJson.WriterOptions.Encoder).ToString() + '"'));

    private static SpanEventData Event(JsonElement item)
        => new(item.Text("name") ?? "", Nanoseconds(item, "time_unix_nano") ?? 0, RawAttributes(item));

    private static SpanLinkData? Link(JsonElement item)
        => WireIds.TryParseTraceId(item.Text("trace_id"), out var trace) && WireIds.TryParseSpanId(item.Text("span_id"), out var id)
            ? new SpanLinkData(trace, id, RawAttributes(item))
            : null;

    private static List<SpanAttribute> RawAttributes(JsonElement owner)
        => [.. owner.Properties("attributes").Select(attribute => new SpanAttribute(attribute.Name, ScalarJson.Read(attribute.Value)))];

    private static (SpanStatusCode Code, string? Message) Status(JsonElement span)
    {
        if (span.Object("status") is not { } status) return (SpanStatusCode.Unset, null);
        var message = status.Text("message") is { Length: > 0 } text ? text : null;
        return status.Text("code") switch
        {
            "STATUS_CODE_OK" or "OK" => (SpanStatusCode.Ok, message),
            "STATUS_CODE_ERROR" or "ERROR" => (SpanStatusCode.Error, message),
            _ => (SpanStatusCode.Unset, message),
        };
    }

    public static long? Nanoseconds(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var number) => number,
            JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        };
    }

    public static byte[] Bytes(JsonElement owner, string name, int length)
    {
        try
        {
            if (owner.Text(name) is { } text && Convert.FromBase64String(text) is var bytes && bytes.Length == length) return bytes;
        }
        catch (FormatException)
        {
            // Falls through to the one message for everything that is no id.
        }
        throw new JsonException($"A span's {name} is the base64 of {length} bytes.");
    }
}
