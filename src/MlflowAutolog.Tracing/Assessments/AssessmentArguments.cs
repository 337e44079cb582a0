namespace MlflowAutolog.Tracing.Assessments;

/// <summary>The arguments of the calls as records.</summary>
internal static class AssessmentArguments
{
    public static Feedback Feedback(
        string name, object? value, AssessmentSource? source, string? rationale, IEnumerable<KeyValuePair<string, string>>? metadata, string? spanId, AssessmentError? error)
        => new() { Name = name, Value = value, Source = source, Rationale = rationale, Metadata = Map(metadata), SpanId = spanId, Error = error };

    public static Expectation Expectation(string name, object? value, AssessmentSource? source, IEnumerable<KeyValuePair<string, string>>? metadata, string? spanId)
        => new() { Name = name, Value = value, Source = source, Metadata = Map(metadata), SpanId = spanId };

    public static IssueReference Issue(
        string issueId, string? issueName, AssessmentSource? source, string? rationale, IEnumerable<KeyValuePair<string, string>>? metadata, string? spanId, string? runId)
        => new() { Name = issueId, IssueName = issueName ?? "", Source = source, Rationale = rationale, Metadata = Map(metadata), SpanId = spanId, RunId = runId };

    /// <summary>A key that comes twice has its last value.</summary>
    private static Dictionary<string, string> Map(IEnumerable<KeyValuePair<string, string>>? pairs)
    {
        var map = new Dictionary<string, string>();
        foreach (var (key, value) in pairs ?? [])
        {
            if (!string.IsNullOrEmpty(key)) map[key] = value ?? "";
        }

        return map;
    }
}
