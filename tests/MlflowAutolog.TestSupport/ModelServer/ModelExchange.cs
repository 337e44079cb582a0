using System.Text;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.ModelServer;

/// <summary>A request that arrived, and what became of it.</summary>
public sealed record ModelExchange
{
    public required string Method { get; init; }

    /// <summary>Without the query.</summary>
    public required string Path { get; init; }

    /// <summary>With its question mark; empty when there is none.</summary>
    public required string Query { get; init; }

    /// <summary>In the order and the spelling they arrived in.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Request line, headers and body as they came over the wire, chunked framing included.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>The reply's status; 599 when the script had no reply that fits.</summary>
    public required int Status { get; init; }

    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary><see langword="null"/> when the body is empty or a form.</summary>
    public JsonNode? Json => Body.IsEmpty || IsForm ? null : JsonNode.Parse(Body.Span);

    private bool IsForm => Header("Content-Type")?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>The header's value, <see langword="null"/> when it did not arrive.</summary>
    public string? Header(string name)
        => Headers.Where(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

    internal static IReadOnlyList<KeyValuePair<string, string>> ReadHeaders(ReadOnlySpan<byte> raw)
    {
        var end = raw.IndexOf("\r\n\r\n"u8);
        var head = Encoding.Latin1.GetString(end < 0 ? raw : raw[..end]);
        return [.. head.Split("\r\n").Skip(1).Select(ReadHeader)];
    }

    private static KeyValuePair<string, string> ReadHeader(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return KeyValuePair.Create(line[..colon], line[(colon + 1)..].Trim());
    }
}
