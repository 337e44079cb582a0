using System.Diagnostics;
using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>A span that a user holds, back to the form in which it is written.</summary>
internal static class StoredSpan
{
    /// <exception cref="MlflowException">An id is none.</exception>
    public static SpanData ToData(TraceSpan span, string traceId) => new()
    {
        TraceId = TraceIdOf(traceId),
        SpanId = SpanIdOf(span.SpanId),
        ParentSpanId = span.ParentId is { } parent ? SpanIdOf(parent) : default,
        Name = span.Name,
        Type = span.SpanType,
        StartUnixNano = UnixTime.ToUnixNano(span.StartTime),
        EndUnixNano = UnixTime.ToUnixNano(span.StartTime + span.Duration),
        Status = span.Status,
        StatusMessage = span.StatusMessage,
        Inputs = JsonOf(span.Inputs),
        Outputs = JsonOf(span.Outputs),
        Attributes = AttributesOf(span.Attributes),
        Events = [.. span.Events.Select(item => new SpanEventData(item.Name, UnixTime.ToUnixNano(item.Time), AttributesOf(item.Attributes)))],
        Links = [.. span.Links.Select(link => new SpanLinkData(TraceIdOf(link.TraceId), SpanIdOf(link.SpanId), AttributesOf(link.Attributes)))],
    };

    private static SpanAttribute[] AttributesOf(IReadOnlyDictionary<string, JsonElement> attributes)
        => [.. attributes.Select(attribute => new SpanAttribute(attribute.Key, ScalarJson.Read(attribute.Value)))];

    private static JsonText JsonOf(JsonElement? value) => value is { ValueKind: not JsonValueKind.Undefined } given ? new JsonText(Encoding.UTF8.GetBytes(given.GetRawText())) : default;

    /// <summary>Of an id in Unity Catalog, <c>trace:/catalog.schema/…</c>, the last part is the one of OpenTelemetry.</summary>
    private static ActivityTraceId TraceIdOf(string id)
        => WireIds.TryParseTraceId(id[(id.LastIndexOf('/') + 1)..], out var parsed) ? parsed : throw new MlflowException($"'{id}' is no id of a trace: it has to be tr- and 32 hex digits.");

    private static ActivitySpanId SpanIdOf(string id)
        => WireIds.TryParseSpanId(id, out var parsed) ? parsed : throw new MlflowException($"'{id}' is no id of a span: it has to be 16 hex digits.");
}
