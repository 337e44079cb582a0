using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace MlflowAutolog.TestSupport.Servers;

/// <summary>A request that <see cref="FakeMlflowServer"/> received.</summary>
public sealed record MlflowRequest
{
    public required string Method { get; init; }

    /// <summary>Without the query.</summary>
    public required string Path { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required byte[] Body { get; init; }

    public required DateTimeOffset Received { get; init; }

    public string BodyText => Encoding.UTF8.GetString(Body);

    public JsonNode? Json => JsonNode.Parse(Body);

    /// <summary>The body as OTLP in protobuf.</summary>
    public ExportTraceServiceRequest Otlp => ExportTraceServiceRequest.Parser.ParseFrom(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    internal static async Task<MlflowRequest> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new MlflowRequest
        {
            Method = request.Method,
            Path = request.Path,
            Query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            Headers = request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
            Received = DateTimeOffset.UtcNow,
        };
    }
}
