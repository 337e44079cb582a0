using System.Text.Json;

namespace MlflowAutolog;

/// <summary>An event of a stored span.</summary>
/// <param name="Name">The name, for example <c>exception</c>.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Attributes">Attributes by name.</param>
public sealed record TraceSpanEvent(string Name, DateTimeOffset Time, IReadOnlyDictionary<string, JsonElement> Attributes);
