using System.Globalization;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>Writes the body of StartTraceV3: the facts of a trace as a whole.</summary>
internal static class TraceInfoWriter
{
    private const long NanosPerMilli = 1_000_000, NanosPerTick = 100;

    /// <summary>UTF-8 JSON, <c>{"trace":{"trace_info":{…}}}</c>.</summary>
    /// <remarks>
    /// The server reads in this order, stops at the first value that it cannot convert, and answers 200 all the same: hence what a trace cannot do without comes first,
    /// every value of a map is a text, and none is null.
    /// </remarks>
    public static byte[] Write(TraceData trace, string experimentId)
    {
        var output = new JsonOutput(4096);
        output.BeginObject();
        output.Name("trace");
        output.BeginObject();
        output.Name("trace_info");
        output.BeginObject();
        Text(output, "trace_id", trace.Id);
        Location(output, experimentId);
        Time(output, trace);
        Text(output, "state", NameOf(trace.State));
        if (trace.ClientRequestId is { Length: > 0 } requestId)
            Text(output, "client_request_id", WireLimits.OfClientRequestId(requestId));
        Map(output, "trace_metadata", TraceMetadata.Of(trace));
        var tags = TraceTags.Of(trace);
        tags[WireNames.TraceName] = TraceTags.NameOf(trace, trace.Root);
        Map(output, "tags", tags);
        if (trace.RequestPreview is { } request)
            Text(output, "request_preview", WireLimits.OfPreview(request));
        if (trace.ResponsePreview is { } response)
            Text(output, "response_preview", WireLimits.OfPreview(response));
        Assessments(output, trace.Assessments);
        output.EndObject();
        output.EndObject();
        output.EndObject();
        return output.ToArray();
    }

    // Last: what a server does not know of them costs nothing that stands before.
    private static void Assessments(JsonOutput output, IReadOnlyList<Assessment> assessments)
    {
        if (assessments.Count == 0) return;
        output.Name("assessments");
        output.BeginArray();

        // One that overrides another follows by itself: within an info MLflow would leave the other one valid.
        foreach (var assessment in assessments.Where(assessment => assessment.Overrides is null))
        {
            output.Next();
            AssessmentWriter.Write(output, assessment);
        }

        output.EndArray();
    }

    private static void Location(JsonOutput output, string experimentId)
    {
        output.Name("trace_location");
        output.BeginObject();
        Text(output, "type", "MLFLOW_EXPERIMENT");
        output.Name("mlflow_experiment");
        output.BeginObject();
        Text(output, "experiment_id", experimentId);
        output.EndObject();
        output.EndObject();
    }

    private static void Time(JsonOutput output, TraceData trace)
    {
        long start = trace.Root?.StartUnixNano ?? trace.Early?.RootStartUnixNano ?? trace.Spans.Min(span => span.StartUnixNano);
        long end = Math.Max(start, trace.Root?.EndUnixNano ?? trace.Spans.Max(span => span.EndUnixNano));
        Text(output, "request_time", DateTime.UnixEpoch.AddTicks(start / NanosPerTick).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        long milliseconds = (end - start) / NanosPerMilli;
        Text(output, "execution_duration", string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000}.{milliseconds % 1000:000}s"));
    }

    private static string NameOf(TraceState state) => state switch
    {
        TraceState.Ok => "OK",
        TraceState.Error => "ERROR",
        TraceState.InProgress => "IN_PROGRESS",
        _ => "STATE_UNSPECIFIED",
    };

    private static void Map(JsonOutput output, string name, Dictionary<string, string> values)
    {
        output.Name(name);
        output.BeginObject();
        foreach (var (key, value) in values)
            Text(output, key, value);
        output.EndObject();
    }

    private static void Text(JsonOutput output, string name, string value)
    {
        output.Name(name);
        output.Text(value);
    }
}
