using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.OpenAI.Tests.Support;

/// <summary>What a span says, as text that can be compared: all but its ids and times.</summary>
internal static class Facts
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Of(SpanData span) => Tell(span).ToJsonString(Indented);

    public static JsonNode? Attribute(this SpanData span, string key) => span.Attributes.Where(attribute => attribute.Key == key).Select(attribute => Json(attribute.Value)).FirstOrDefault();

    /// <summary>The <c>http.attempt</c> events, each as status and error.</summary>
    public static IEnumerable<string> Attempts(this SpanData span) => span.Events.Where(e => e.Name == WireNames.HttpAttemptEvent)
        .Select(e => string.Join(" ", e.Attributes.Where(attribute => attribute.Key != "http.attempt").Select(attribute => Json(attribute.Value))));

    private static JsonObject Tell(SpanData span) => new()
    {
        ["name"] = span.Name,
        ["type"] = span.Type,
        ["status"] = span.Status.ToString(),
        ["message"] = span.StatusMessage,
        ["inputs"] = Json(span.Inputs),
        ["outputs"] = Json(span.Outputs),
        ["attributes"] = Of(span.Attributes),
        ["events"] = new JsonArray([.. span.Events.Select(e => new JsonObject { ["name"] = e.Name, ["attributes"] = Of(e.Attributes) })]),
        ["call"] = $"{span.Call?.Outcome} {span.Call?.StatusCode} {span.Call?.Attempts}",
    };

    private static JsonObject Of(IEnumerable<SpanAttribute> attributes) => new(attributes
        .Where(attribute => attribute.Key is not ("mlflow.stream.time_to_first_chunk_ms" or WireNames.ExceptionStackTrace))
        .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
        .Select(attribute => KeyValuePair.Create(attribute.Key, Json(attribute.Value))));

    private static JsonNode? Json(JsonText text) => text.IsAbsent ? null : JsonNode.Parse(text.Utf8.Span);

    private static JsonNode? Json(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Text => JsonValue.Create(value.Text),
        AttributeKind.Integer => JsonValue.Create(value.Integer),
        AttributeKind.Number => JsonValue.Create(value.Number),
        AttributeKind.Flag => JsonValue.Create(value.Flag),
        AttributeKind.Json => JsonNode.Parse(value.Json.Utf8.Span),
        _ => null,
    };
}
