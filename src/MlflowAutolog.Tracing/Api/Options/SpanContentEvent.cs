using System.Text.Json.Nodes;

namespace MlflowAutolog;

/// <summary>An event of a span as a processor sees it: a chunk of a stream, an exception, or one that the application added. The time cannot be changed.</summary>
/// <param name="Name">For example <c>exception</c>.</param>
/// <param name="Attributes">May be changed.</param>
public sealed record SpanContentEvent(string Name, IDictionary<string, JsonNode?> Attributes)
{
    /// <summary>When it happened, in Unix nanoseconds; 0 for one that a processor added.</summary>
    internal long TimeUnixNano { get; init; }
}
