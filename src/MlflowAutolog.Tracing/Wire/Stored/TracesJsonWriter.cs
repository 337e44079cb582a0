using System.Buffers;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>Writes one span as it stands in <c>traces.json</c>: an attribute's value is a JSON text of its own, an event's is raw.</summary>
internal sealed class TracesJsonWriter(Utf8JsonWriter json)
{
    private readonly ArrayBufferWriter<byte> _text = new();

    public void Write(SpanData span)
    {
        json.WriteStartObject();
        WriteIds(span);
        json.WriteString("name"u8, span.Name);
        json.WriteNumber("start_time_unix_nano"u8, span.StartUnixNano);
        json.WriteNumber("end_time_unix_nano"u8, span.EndUnixNano);
        WriteEvents(span.Events);
        WriteStatus(span);
        WriteAttributes(span);
        WriteLinks(span.Links);
        json.WriteEndObject();
    }

    private void WriteIds(SpanData span)
    {
        Span<byte> trace = stackalloc byte[16];
        Span<byte> id = stackalloc byte[8];
        span.TraceId.CopyTo(trace);
        json.WriteBase64String("trace_id"u8, trace);
        span.SpanId.CopyTo(id);
        json.WriteBase64String("span_id"u8, id);
        if (span.IsRoot)
        {
            json.WriteNull("parent_span_id"u8);
            return;
        }
        span.ParentSpanId.CopyTo(id);
        json.WriteBase64String("parent_span_id"u8, id);
    }

    private void WriteEvents(IReadOnlyList<SpanEventData> events)
    {
        json.WriteStartArray("events"u8);
        foreach (var item in events)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, item.Name);
            json.WriteNumber("time_unix_nano"u8, item.TimeUnixNano);
            WriteRaw(item.Attributes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteStatus(SpanData span)
    {
        json.WriteStartObject("status"u8);
        json.WriteString("code"u8, span.Status switch
        {
            SpanStatusCode.Ok => "STATUS_CODE_OK"u8,
            SpanStatusCode.Error => "STATUS_CODE_ERROR"u8,
            _ => "STATUS_CODE_UNSET"u8,
        });
        json.WriteString("message"u8, span.StatusMessage ?? "");
        json.WriteEndObject();
    }

    private void WriteAttributes(SpanData span)
    {
        json.WriteStartObject("attributes"u8);
        WriteText(WireNames.TraceRequestId, AttributeValue.Of(WireIds.TraceId(span.TraceId)));
        WriteText(WireNames.SpanType, AttributeValue.Of(span.Type));
        if (!span.Inputs.IsAbsent) json.WriteString(WireNames.SpanInputs, span.Inputs.Utf8.Span);
        if (!span.Outputs.IsAbsent) json.WriteString(WireNames.SpanOutputs, span.Outputs.Utf8.Span);
        foreach (var (key, value) in span.Attributes) WriteText(key, value);
        json.WriteEndObject();
    }

    private void WriteText(string key, AttributeValue value)
    {
        if (value.Kind is AttributeKind.Json)
        {
            json.WriteString(key, value.Json.Utf8.Span);
            return;
        }
        _text.ResetWrittenCount();
        using (var text = new Utf8JsonWriter(_text, TracesJson.WriterOptions)) ScalarJson.Write(text, value, bareNaN: true);
        json.WriteString(key, _text.WrittenSpan);
    }

    private void WriteLinks(IReadOnlyList<SpanLinkData> links)
    {
        json.WriteStartArray("links"u8);
        foreach (var link in links)
        {
            json.WriteStartObject();
            json.WriteString("trace_id"u8, WireIds.TraceId(link.TraceId));
            json.WriteString("span_id"u8, link.SpanId.ToHexString());
            WriteRaw(link.Attributes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteRaw(IReadOnlyList<SpanAttribute> attributes)
    {
        json.WriteStartObject("attributes"u8);
        foreach (var (key, value) in attributes)
        {
            json.WritePropertyName(key);
            ScalarJson.Write(json, value, bareNaN: false);
        }
        json.WriteEndObject();
    }
}
