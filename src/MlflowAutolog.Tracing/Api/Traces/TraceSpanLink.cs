using System.Text.Json;

namespace MlflowAutolog;

/// <summary>A link from a stored span to a span of this or another trace.</summary>
/// <param name="TraceId">The other trace, <c>tr-</c> and 32 hex digits.</param>
/// <param name="SpanId">The other span, 16 hex digits.</param>
/// <param name="Attributes">Attributes by name.</param>
public sealed record TraceSpanLink(string TraceId, string SpanId, IReadOnlyDictionary<string, JsonElement> Attributes);
