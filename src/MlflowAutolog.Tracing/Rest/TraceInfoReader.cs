using System.Globalization;
using System.Text.Json;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>Reads MLflow's JSON of a trace info. Fields without a value are left out there.</summary>
internal static class TraceInfoReader
{
    public static TraceInfo Read(JsonElement info) => new()
    {
        TraceId = Text(info, "trace_id") ?? "",
        ExperimentId = ExperimentOf(info),
        Location = TraceLocationJson.Read(info),
        State = StateOf(Text(info, "state")),
        RequestTime = Text(info, "request_time") is { } time ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : default,
        ExecutionDuration = DurationOf(Text(info, "execution_duration")) ?? MillisecondsOf(Text(info, "execution_duration_ms")),
        RequestPreview = Text(info, "request_preview"),
        ResponsePreview = Text(info, "response_preview"),
        ClientRequestId = Text(info, "client_request_id"),
        Metadata = Map(info, "trace_metadata"),
        Tags = Map(info, "tags"),
        Assessments = AssessmentReader.ReadAll(info),
    };

    private static string? Text(JsonElement item, string name)
        => item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : null;

    private static string? ExperimentOf(JsonElement info)
        => info.Object("trace_location")?.Object("mlflow_experiment") is { } experiment ? Text(experiment, "experiment_id") : null;

    private static TraceState StateOf(string? state) => state switch
    {
        "OK" => TraceState.Ok,
        "ERROR" => TraceState.Error,
        "IN_PROGRESS" => TraceState.InProgress,
        _ => TraceState.Unspecified,
    };

    /// <summary>Seconds with an <c>s</c> behind, negative too.</summary>
    private static TimeSpan? DurationOf(string? text)
        => text is not null && decimal.TryParse(text.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond))
            : null;

    /// <summary>As Python's <c>Trace.to_json</c> writes it.</summary>
    private static TimeSpan? MillisecondsOf(string? text)
        => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;

    /// <summary>A name that comes twice has its last value, as everywhere in JSON.</summary>
    private static Dictionary<string, string> Map(JsonElement info, string name)
    {
        var map = new Dictionary<string, string>();
        foreach (var item in info.Properties(name)) map[item.Name] = item.Value.ToString();
        return map;
    }
}
