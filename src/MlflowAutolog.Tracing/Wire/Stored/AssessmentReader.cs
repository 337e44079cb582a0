using System.Globalization;
using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>Reads MLflow's JSON of assessments. Fields without a value are left out there.</summary>
internal static class AssessmentReader
{
    /// <summary>Of a trace info; a kind that this version does not know is passed over.</summary>
    public static IReadOnlyList<Assessment> ReadAll(JsonElement info) => [.. info.Objects("assessments").Select(TryRead).OfType<Assessment>()];

    /// <exception cref="MlflowException">It is no assessment, or of an unknown kind.</exception>
    public static Assessment Read(JsonElement assessment)
        => TryRead(assessment) ?? throw new MlflowException("MLflow answered with an assessment of a kind that this version does not know: it is no feedback, no expectation and no issue.");

    private static Assessment? TryRead(JsonElement json)
    {
        var name = json.Text("assessment_name") ?? "";
        Assessment? kind = json.Object("feedback") is { } feedback ? new Feedback { Name = name, Value = ValueOf(feedback), Error = ErrorOf(feedback) }
            : json.Object("expectation") is { } expectation ? new Expectation { Name = name, Value = ValueOf(expectation) }
            : json.Object("issue") is { } issue ? new IssueReference { Name = name, IssueName = issue.Text("issue_name") ?? "" }
            : null;
        if (kind is null) return null;
        var metadata = new Dictionary<string, string>();
        foreach (var item in json.Properties("metadata")) metadata[item.Name] = item.Value.ToString();
        return kind with
        {
            AssessmentId = json.Text("assessment_id"),
            TraceId = json.Text("trace_id"),
            SpanId = json.Text("span_id") is { Length: > 0 } span ? span : null,
            RunId = metadata.GetValueOrDefault(WireNames.AssessmentRunId),
            Source = SourceOf(json),
            Rationale = json.Text("rationale"),
            Metadata = metadata,
            CreateTime = TimeOf(json.Text("create_time")),
            LastUpdateTime = TimeOf(json.Text("last_update_time")),
            Overrides = json.Text("overrides") is { Length: > 0 } overrides ? overrides : null,
            Valid = json.TryGetProperty("valid", out var valid) && valid.ValueKind is JsonValueKind.True or JsonValueKind.False ? valid.GetBoolean() : null,
        };
    }

    private static object? ValueOf(JsonElement kind)
    {
        if (kind.Object("serialized_value")?.Text("value") is not { } serialized) return kind.TryGetProperty("value", out var value) ? AssessmentValue.Read(value) : null;
        try
        {
            using var document = LenientJson.Parse(Encoding.UTF8.GetBytes(serialized));
            return AssessmentValue.Read(document.RootElement);
        }
        catch (JsonException)
        {
            // Another client's format: better as text than not at all.
            return serialized;
        }
    }

    private static AssessmentError? ErrorOf(JsonElement feedback)
        => feedback.Object("error") is { } error ? new AssessmentError(error.Text("error_code") ?? "", error.Text("error_message"), error.Text("stack_trace")) : null;

    private static AssessmentSource? SourceOf(JsonElement json)
        => json.Object("source") is { } source ? new AssessmentSource(source.Text("source_type") ?? "SOURCE_TYPE_UNSPECIFIED", source.Text("source_id") ?? "default") : null;

    private static DateTimeOffset? TimeOf(string? time)
        => DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? read : null;
}
