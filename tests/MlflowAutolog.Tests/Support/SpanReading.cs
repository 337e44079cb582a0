using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tests.Support;

/// <summary>Reads a span the way MLflow's own reader does: every value as JSON.</summary>
internal static class SpanReading
{
    public static JsonNode? InputsJson(this SpanData span) => Json(span.Inputs);

    public static JsonNode? OutputsJson(this SpanData span) => Json(span.Outputs);

    public static JsonNode? Attribute(this SpanData span, string key)
        => span.Attributes.Where(attribute => attribute.Key == key).Select(attribute => Json(attribute.Value)).FirstOrDefault();

    public static IEnumerable<SpanEventData> Chunks(this SpanData span)
        => span.Events.Where(e => e.Name.StartsWith(WireNames.ChunkPrefix, StringComparison.Ordinal));

    public static SpanEventData? ExceptionEvent(this SpanData span) => span.Events.FirstOrDefault(e => e.Name == WireNames.ExceptionEvent);

    public static string Text(this SpanEventData e, string key) => e.Attributes.First(attribute => attribute.Key == key).Value.Text;

    public static JsonNode? Json(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => JsonValue.Create(value.Text),
        AttributeKind.Integer => JsonValue.Create(value.Integer),
        AttributeKind.Number => JsonValue.Create(value.Number),
        AttributeKind.Flag => JsonValue.Create(value.Flag),
        AttributeKind.Json => JsonNode.Parse(value.Json.Utf8.Span),
        _ => null,
    };

    private static JsonNode? Json(JsonText text) => text.IsAbsent ? null : JsonNode.Parse(text.Utf8.Span);
}
