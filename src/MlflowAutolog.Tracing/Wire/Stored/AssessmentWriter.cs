using System.Globalization;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>Writes assessments as MLflow's JSON: within a trace info, for a request of their own, and on disk.</summary>
/// <remarks>
/// The server reads in this order, stops at the first value that it cannot convert, and answers 200 all the same: hence the value comes first, every value of the metadata is a text,
/// and nothing is null but a feedback's value.
/// </remarks>
internal static class AssessmentWriter
{
    private const int MostOfStackTrace = 10_000;
    private const string StackTraceIsCut = "[Stack trace is truncated]\n...\n";

    /// <summary>UTF-8 JSON of one that is complete.</summary>
    public static byte[] Write(Assessment assessment)
    {
        var output = new JsonOutput();
        Write(output, assessment);
        return output.ToArray();
    }

    /// <summary>The same as one value of a larger document.</summary>
    public static void Write(JsonOutput output, Assessment assessment)
    {
        output.BeginObject();
        Value(output, assessment);
        Text(output, "assessment_id", assessment.AssessmentId);
        Text(output, "assessment_name", WireLimits.OfAssessmentName(assessment.Name));
        Text(output, "trace_id", assessment.TraceId);
        Text(output, "span_id", assessment.SpanId);
        Source(output, assessment.Source);
        Time(output, "create_time", assessment.CreateTime);
        Time(output, "last_update_time", assessment.LastUpdateTime);
        Details(output, assessment);
        Text(output, "overrides", assessment.Overrides);
        if (assessment.Valid is { } valid)
        {
            output.Name("valid");
            output.Flag(valid);
        }

        output.EndObject();
    }

    /// <summary>As a member of an open object, <c>assessments</c>; nothing where there are none.</summary>
    public static void WriteAll(Utf8JsonWriter json, IReadOnlyList<Assessment> assessments)
    {
        if (assessments.Count == 0) return;
        json.WriteStartArray("assessments"u8);
        foreach (var assessment in assessments) json.WriteRawValue(Write(assessment), skipInputValidation: true);
        json.WriteEndArray();
    }

    /// <summary>The member that says which kind it is: <c>feedback</c>, <c>expectation</c> or <c>issue</c>.</summary>
    public static void Value(JsonOutput output, Assessment assessment)
    {
        switch (assessment)
        {
            case Feedback feedback:
                output.Name("feedback");
                output.BeginObject();
                output.Name("value");
                output.Raw(JsonValue.From(feedback.Value).Utf8.Span);
                if (feedback.Error is { } error) Error(output, error);
                output.EndObject();
                break;
            case Expectation expectation:
                output.Name("expectation");
                Expected(output, JsonValue.From(expectation.Value));
                break;
            case IssueReference issue:
                output.Name("issue");
                output.BeginObject();
                Text(output, "issue_name", WireLimits.OfText(issue.IssueName));
                output.EndObject();
                break;
        }
    }

    /// <summary>Rationale and metadata.</summary>
    public static void Details(JsonOutput output, Assessment assessment)
    {
        if (assessment.Rationale is { } rationale) Text(output, "rationale", WireLimits.OfText(rationale));
        if (assessment.Metadata.Count == 0 && assessment.RunId is null) return;
        output.Name("metadata");
        output.BeginObject();
        foreach (var (key, value) in assessment.Metadata)
        {
            if (key != WireNames.AssessmentRunId || assessment.RunId is null) Text(output, WireLimits.OfText(key), WireLimits.OfText(value));
        }

        Text(output, WireNames.AssessmentRunId, assessment.RunId);
        output.EndObject();
    }

    /// <summary>Lists and objects go as text within JSON: as such MLflow would read their numbers as doubles.</summary>
    private static void Expected(JsonOutput output, JsonText value)
    {
        output.BeginObject();
        if (value.Utf8.Span[0] is (byte)'[' or (byte)'{')
        {
            output.Name("serialized_value");
            output.BeginObject();
            Text(output, "serialization_format", "JSON_FORMAT");
            output.Name("value");
            output.Utf8Text(value.Utf8.Span);
            output.EndObject();
        }
        else
        {
            output.Name("value");
            output.Raw(value.Utf8.Span);
        }

        output.EndObject();
    }

    private static void Error(JsonOutput output, AssessmentError error)
    {
        output.Name("error");
        output.BeginObject();
        Text(output, "error_code", WireLimits.OfText(error.Code));
        Text(output, "error_message", error.Message);
        Text(output, "stack_trace", error.StackTrace is { Length: > MostOfStackTrace } trace ? StackTraceIsCut + trace[^(MostOfStackTrace - StackTraceIsCut.Length)..] : error.StackTrace);
        output.EndObject();
    }

    private static void Source(JsonOutput output, AssessmentSource? source)
    {
        if (source is null) return;
        output.Name("source");
        output.BeginObject();
        Text(output, "source_type", source.Type);
        Text(output, "source_id", WireLimits.OfSourceId(source.Id));
        output.EndObject();
    }

    private static void Time(JsonOutput output, string name, DateTimeOffset? time)
        => Text(output, name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private static void Text(JsonOutput output, string name, string? value)
    {
        if (value is null) return;
        output.Name(name);
        output.Text(value);
    }
}
