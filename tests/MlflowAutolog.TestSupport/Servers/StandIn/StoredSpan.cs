using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>A span as the store keeps it: attributes are JSON, ids hex.</summary>
internal sealed record StoredSpan
{
    public required string TraceId { get; init; }

    public required string SpanId { get; init; }

    /// <summary>Empty for a root.</summary>
    public required string ParentId { get; init; }

    public required string Name { get; init; }

    public required ulong Start { get; init; }

    public required ulong End { get; init; }

    public required string StatusCode { get; init; }

    public required string StatusMessage { get; init; }

    public required JsonObject Attributes { get; init; }

    public required JsonArray Events { get; init; }

    public required JsonArray Links { get; init; }

    public bool IsRoot => ParentId.Length == 0;

    public string? Text(string attribute) => Attributes[attribute] is JsonValue value ? value.ToString() : null;
}
