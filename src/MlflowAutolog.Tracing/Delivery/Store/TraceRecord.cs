using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>A trace as it stands on disk: <c>{"info":{…},"data":{"spans":[…]}}</c>, MLflow's own two documents, and beside them what a resend needs.</summary>
internal static class TraceRecord
{
    public static void Write(IBufferWriter<byte> output, TraceData trace)
    {
        using var json = new Utf8JsonWriter(output, TracesJson.WriterOptions);
        json.WriteStartObject();
        json.WritePropertyName("info"u8);
        WriteInfo(json, trace);
        json.WritePropertyName("data"u8);
        TracesJson.Write(json, trace.Spans);
        if (trace.Attachments.Count > 0) WriteAttachments(json, trace.Attachments);
        json.WriteEndObject();
    }

    /// <summary>Whether parsing it is worth while. The id stands at the front, as <see cref="Write"/> put it; what begins otherwise may be anybody's.</summary>
    public static bool MayBeOf(ReadOnlySpan<byte> utf8, IReadOnlySet<string>? ids)
    {
        var front = "{\"info\":{\"trace_id\":\""u8;
        return ids is null || !utf8.StartsWith(front) || utf8[front.Length..].IndexOf((byte)'"') is not (> 0 and var length) || ids.Contains(Encoding.UTF8.GetString(utf8.Slice(front.Length, length)));
    }

    /// <exception cref="JsonException">It is no record of a trace.</exception>
    public static TraceData Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = LenientJson.Parse(utf8);
        var record = document.RootElement;
        if (record.Object("info") is not { } info || record.Object("data") is not { } data || !WireIds.TryParseTraceId(info.Text("trace_id"), out var traceId))
            throw new JsonException("A record is an object with \"info\", its trace_id, and \"data\".");
        var spans = TracesJson.Read(data);
        return new TraceData
        {
            TraceId = traceId,
            Spans = spans,
            Root = RootOf(info, spans),
            State = StateOf(info.Text("state")),
            ClientRequestId = info.Text("client_request_id"),
            RequestPreview = info.Text("request_preview"),
            ResponsePreview = info.Text("response_preview"),
            Metadata = Map(info, "trace_metadata"),
            Tags = Map(info, "tags"),
            ExperimentId = ExperimentOf(info),
            Assessments = AssessmentReader.ReadAll(info),
            Attachments = [.. record.Objects("attachments").Select(Attachment)],
            HasUserInfo = Flag(info, "has_user_info"u8),
            FollowsEarlyParts = Flag(info, "follows_early_parts"u8),
        };
    }

    private static void WriteInfo(Utf8JsonWriter json, TraceData trace)
    {
        json.WriteStartObject();
        json.WriteString("trace_id"u8, trace.Id);
        if (trace.ClientRequestId is { } request) json.WriteString("client_request_id"u8, request);
        if (trace.ExperimentId is { } experiment) WriteLocation(json, experiment);
        if (trace.Root is { } root)
        {
            json.WriteString("request_time"u8, UnixTime.ToDateTimeOffset(root.StartUnixNano).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("execution_duration"u8, (UnixTime.Between(root.StartUnixNano, root.EndUnixNano).TotalMilliseconds / 1000).ToString("0.000", CultureInfo.InvariantCulture) + "s");
            json.WriteString("root_span_id"u8, root.SpanId.ToHexString());
        }
        json.WriteString("state"u8, NameOf(trace.State));
        WriteMap(json, "trace_metadata", trace.Metadata);
        WriteMap(json, "tags", trace.Tags);
        if (trace.RequestPreview is { } asked) json.WriteString("request_preview"u8, asked);
        if (trace.ResponsePreview is { } answered) json.WriteString("response_preview"u8, answered);
        AssessmentWriter.WriteAll(json, trace.Assessments);
        if (trace.FollowsEarlyParts) json.WriteBoolean("follows_early_parts"u8, true);
        if (trace.HasUserInfo) json.WriteBoolean("has_user_info"u8, true);
        json.WriteEndObject();
    }

    private static void WriteAttachments(Utf8JsonWriter json, IReadOnlyList<TraceAttachmentData> attachments)
    {
        json.WriteStartArray("attachments"u8);
        foreach (var attachment in attachments)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, attachment.Id);
            json.WriteString("content_type"u8, attachment.ContentType);
            json.WriteBase64String("content"u8, attachment.Content.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static TraceAttachmentData Attachment(JsonElement stored)
        => stored.Text("id") is { } id && stored.TryGetProperty("content"u8, out var content) && content.ValueKind is JsonValueKind.String && content.TryGetBytesFromBase64(out var bytes)
            ? new TraceAttachmentData(id, stored.Text("content_type") ?? MediaTypes.Unknown, bytes)
            : throw new JsonException("An attachment has an id and base64 content.");

    private static void WriteLocation(Utf8JsonWriter json, string experimentId)
    {
        json.WriteStartObject("trace_location"u8);
        json.WriteString("type"u8, "MLFLOW_EXPERIMENT"u8);
        json.WriteStartObject("mlflow_experiment"u8);
        json.WriteString("experiment_id"u8, experimentId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static bool Flag(JsonElement info, ReadOnlySpan<byte> name) => info.TryGetProperty(name, out var flag) && flag.ValueKind is JsonValueKind.True;

    private static SpanData? RootOf(JsonElement info, IReadOnlyList<SpanData> spans)
        => WireIds.TryParseSpanId(info.Text("root_span_id"), out ActivitySpanId root) ? spans.FirstOrDefault(span => span.SpanId == root) : null;

    private static string? ExperimentOf(JsonElement info) => info.Object("trace_location")?.Object("mlflow_experiment")?.Text("experiment_id");

    private static Dictionary<string, string> Map(JsonElement info, string name)
    {
        var map = new Dictionary<string, string>();
        foreach (var entry in info.Properties(name).Where(entry => entry.Value.ValueKind is JsonValueKind.String)) map[entry.Name] = entry.Value.GetString()!;
        return map;
    }

    private static string NameOf(TraceState state) => state switch
    {
        TraceState.Ok => "OK",
        TraceState.Error => "ERROR",
        TraceState.InProgress => "IN_PROGRESS",
        _ => "STATE_UNSPECIFIED",
    };

    private static TraceState StateOf(string? name) => name switch
    {
        "OK" => TraceState.Ok,
        "ERROR" => TraceState.Error,
        "IN_PROGRESS" => TraceState.InProgress,
        _ => TraceState.Unspecified,
    };
}
