using System.IO.Compression;
using System.Text.Json.Nodes;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary><c>POST /v1/traces</c>: all or nothing.</summary>
internal sealed class OtlpRoute(Store store, string version)
{
    private readonly bool _isOldest = version == MlflowServers.Oldest;

    public Answer Store(MlflowRequest request)
    {
        DemandContentType(request.Header("Content-Type") ?? "");
        var experiment = request.Header("x-mlflow-experiment-id") ?? throw MissingHeader();
        var export = Parse(Unpack(request));
        var spans = OtlpSpans.Read(export, unwrapsJson: !_isOldest);
        if (export.ResourceSpans.Count == 0) throw RefusedException.Detail(400, "Invalid OpenTelemetry format - no spans found");
        experiment = experiment.Length == 0 ? "0" : experiment;
        if (_isOldest && !store.Experiments.ContainsKey(experiment)) throw RefusedException.Detail(422, "Failed to log OpenTelemetry spans");
        store.DemandExperiment(experiment);
        foreach (var span in spans) DemandStorable(span);

        foreach (var group in spans.GroupBy(span => "tr-" + span.TraceId))
        {
            var trace = store.GetOrAdd(group.Key, experiment);
            SpanFacts.Add(trace, [.. group], isOldest: _isOldest);
        }

        return Answer.Bytes(_isOldest ? "{\"partialSuccess\":null}"u8.ToArray() : [], "application/x-protobuf");
    }

    private static RefusedException MissingHeader() => new(Answer.Detail(422, new JsonArray(new JsonObject
    {
        ["type"] = "missing",
        ["loc"] = new JsonArray("header", "x-mlflow-experiment-id"),
        ["msg"] = "Field required",
        ["input"] = null,
    })));

    private void DemandContentType(string type)
    {
        var plain = _isOldest ? type : type.Split(';')[0].Trim();
        if (plain != "application/x-protobuf") throw RefusedException.Detail(400, $"Invalid Content-Type: {type}");
    }

    private byte[] Unpack(MlflowRequest request)
    {
        var encoding = request.Header("Content-Encoding");
        if (encoding is null) return request.Body;
        if (_isOldest) throw RefusedException.Detail(400, "Invalid OpenTelemetry protobuf format");
        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)) throw RefusedException.Detail(400, $"Unsupported Content-Encoding: {encoding}");
        try
        {
            using var packed = new GZipStream(new MemoryStream(request.Body), CompressionMode.Decompress);
            using var unpacked = new MemoryStream();
            packed.CopyTo(unpacked);
            return unpacked.ToArray();
        }
        catch (InvalidDataException)
        {
            throw RefusedException.Detail(400, "Failed to decompress gzip payload");
        }
    }

    private static ExportTraceServiceRequest Parse(byte[] body)
    {
        try
        {
            return ExportTraceServiceRequest.Parser.ParseFrom(body);
        }
        catch (InvalidProtocolBufferException)
        {
            throw RefusedException.Detail(400, "Invalid OpenTelemetry format");
        }
    }

    private static void DemandStorable(StoredSpan span)
    {
        if (span.End == 0) throw RefusedException.Detail(422, "The stand-in is stricter than MLflow: a span without an end.");
        if (span.Text("session.id") is { Length: > 250 }) throw RefusedException.Invalid("'Session ID' exceeds the maximum length of 250 characters");
        if (span.Attributes["mlflow.chat.tokenUsage"] is JsonObject usage && !TokenUsageFacts.AreNumbers(usage))
            throw RefusedException.Detail(422, "Failed to log OpenTelemetry spans");
    }
}
