using MlflowAutolog.Tracing.Values;
using MlflowAutolog.Tracing.Wire;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest.Assessments;

/// <summary>What an update changes, and how it says so: a field mask in JSON has camelCase names; others MLflow passes over without a word.</summary>
internal static class AssessmentChange
{
    /// <summary>A feedback without value and error leaves both as they are, an expectation without a value likewise.</summary>
    public static bool HasValue(Assessment change) => change is Feedback { Value: not null } or Feedback { Error: not null } or Expectation { Value: not null };

    public static string MaskOf(Assessment change)
    {
        var fields = new List<string> { "assessmentName" };
        if (HasValue(change)) fields.Add(change is Feedback ? "feedback" : "expectation");
        if (change.Rationale is not null) fields.Add("rationale");
        if (change.Metadata.Count > 0 || change.RunId is not null) fields.Add("metadata");
        return string.Join(',', fields);
    }

    public static void Write(JsonOutput output, Assessment change)
    {
        output.BeginObject();
        if (HasValue(change)) AssessmentWriter.Value(output, change);
        output.Name("assessment_name");
        output.Text(WireLimits.OfAssessmentName(change.Name));
        AssessmentWriter.Details(output, change);
        output.EndObject();
    }
}
