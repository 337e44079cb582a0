using System.Text;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace MlflowAutolog.TestSupport.Tests.Servers;

/// <summary>An OTLP request written by Google's library, to ask a server with.</summary>
internal static class OneSpan
{
    public static Span Of(string traceId, string spanId, string? parentId = null, params (string Key, AnyValue Value)[] attributes)
    {
        var span = new Span
        {
            TraceId = ByteString.CopyFrom(Convert.FromHexString(traceId)),
            SpanId = ByteString.CopyFrom(Convert.FromHexString(spanId)),
            ParentSpanId = parentId is null ? ByteString.Empty : ByteString.CopyFrom(Convert.FromHexString(parentId)),
            Name = "span " + spanId,
            StartTimeUnixNano = 1_790_000_000_000_000_000,
            EndTimeUnixNano = 1_790_000_001_250_000_000,
            Status = new Status { Code = Status.Types.StatusCode.Ok },
        };
        span.Attributes.Add(attributes.Select(pair => new KeyValue { Key = pair.Key, Value = pair.Value }));
        return span;
    }

    public static AnyValue Text(string text) => new() { StringValue = text };

    public static AnyValue Integer(long number) => new() { IntValue = number };

    public static AnyValue Map(params (string Key, AnyValue Value)[] pairs)
    {
        var list = new KeyValueList();
        list.Values.Add(pairs.Select(pair => new KeyValue { Key = pair.Key, Value = pair.Value }));
        return new AnyValue { KvlistValue = list };
    }

    public static HttpRequestMessage Request(string uri, string? experimentId, params Span[] spans)
    {
        var scope = new ScopeSpans();
        scope.Spans.Add(spans);
        var resource = new ResourceSpans();
        resource.ScopeSpans.Add(scope);
        var export = new ExportTraceServiceRequest();
        export.ResourceSpans.Add(resource);
        return Request(uri, experimentId, export.ToByteArray());
    }

    public static HttpRequestMessage Request(string uri, string? experimentId, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, uri + "/v1/traces") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/x-protobuf");
        if (experimentId is not null) request.Headers.Add("x-mlflow-experiment-id", experimentId);
        return request;
    }

    public static HttpRequestMessage Info(string uri, string json) => new(HttpMethod.Post, uri + "/api/3.0/mlflow/traces")
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = new("application/json") } },
    };
}
