using MlflowAutolog.TestSupport.Servers;
using OpenTelemetry.Proto.Trace.V1;

namespace MlflowAutolog.EndToEnd.Tests.Support;

/// <summary>What the stand-in was sent.</summary>
internal static class ServerContents
{
    /// <summary>Every span in its last form: one that came again replaces itself.</summary>
    public static IReadOnlyList<Span> Spans(this FakeMlflowServer server) => [.. server.Requests
        .Where(request => request.Path == "/v1/traces")
        .SelectMany(request => request.Otlp.ResourceSpans)
        .SelectMany(resource => resource.ScopeSpans)
        .SelectMany(scope => scope.Spans)
        .GroupBy(span => span.SpanId)
        .Select(group => group.Last())];

    public static IReadOnlyList<string> Names(this FakeMlflowServer server) => [.. server.Spans().Select(span => span.Name).Order(StringComparer.Ordinal)];
}
