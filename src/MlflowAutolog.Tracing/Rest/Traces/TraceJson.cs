using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Rest.Traces.Filters;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>A trace as MLflow Python's <c>Trace.to_json</c> writes it and <c>Trace.from_json</c> reads it.</summary>
internal static class TraceJson
{
    public static string Write(MlflowTrace trace)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, TracesJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WritePropertyName("info"u8);
            WriteInfo(json, trace.Info);
            json.WritePropertyName("data"u8);
            TracesJson.Write(json, [.. trace.Spans.Select(span => StoredSpan.ToData(span, trace.Info.TraceId))]);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="MlflowException">It is no such text.</exception>
    public static MlflowTrace Parse(string text)
    {
        try
        {
            using var document = LenientJson.Parse(Encoding.UTF8.GetBytes(text));
            if (document.RootElement.Object("info") is not { } info || document.RootElement.Object("data") is not { } data) throw new JsonException("It has no \"info\" or no \"data\".");
            var read = TraceInfoReader.Read(info);
            if (read.TraceId.Length == 0) throw new JsonException("It has no trace_id; traces of MLflow 2, which have a request_id, are not read.");
            return StoredTrace.Of(read, TracesJson.Read(data));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new MlflowException($"This is no trace in MLflow's JSON, as Trace.to_json of MLflow Python writes it: {exception.Message}", exception);
        }
    }

    private static void WriteInfo(Utf8JsonWriter json, TraceInfo info)
    {
        json.WriteStartObject();
        json.WriteString("trace_id"u8, info.TraceId);
        if (info.ClientRequestId is { } request) json.WriteString("client_request_id"u8, request);
        TraceLocationJson.Write(json, info.Location ?? (info.ExperimentId is { } experiment ? TraceLocation.OfStored(experiment) : null));
        if (info.RequestPreview is { } asked) json.WriteString("request_preview"u8, asked);
        if (info.ResponsePreview is { } answered) json.WriteString("response_preview"u8, answered);
        json.WriteString("request_time"u8, info.RequestTime.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        if (info.ExecutionDuration is { } duration) json.WriteNumber("execution_duration_ms"u8, (long)duration.TotalMilliseconds);
        json.WriteString("state"u8, FilterText.Of(info.State));
        WriteMap(json, "trace_metadata", info.Metadata);
        WriteMap(json, "tags", info.Tags);
        AssessmentWriter.WriteAll(json, [.. info.Assessments.Select(assessment => Complete(assessment, info))]);
        json.WriteEndObject();
    }

    /// <summary>Python does not read a trace with an assessment that lacks one of these; stored ones have them all.</summary>
    private static Assessment Complete(Assessment assessment, TraceInfo info) => assessment with
    {
        TraceId = assessment.TraceId ?? info.TraceId,
        Source = assessment.Source ?? new AssessmentSource("SOURCE_TYPE_UNSPECIFIED"),
        CreateTime = assessment.CreateTime ?? info.RequestTime,
        LastUpdateTime = assessment.LastUpdateTime ?? assessment.CreateTime ?? info.RequestTime,
    };

    private static void WriteMap(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> map)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map) json.WriteString(key, value);
        json.WriteEndObject();
    }
}
