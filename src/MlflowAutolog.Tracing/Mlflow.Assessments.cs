using MlflowAutolog.Tracing.Assessments;
using MlflowAutolog.Tracing.Integrations;

namespace MlflowAutolog;

/// <content>Feedback and other assessments.</content>
public static partial class Mlflow
{
    /// <inheritdoc cref="MlflowTracer.LogFeedbackAsync" />
    public static Task<Feedback> LogFeedbackAsync(
        string traceId,
        string name = "feedback",
        object? value = null,
        AssessmentSource? source = null,
        string? rationale = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? spanId = null,
        AssessmentError? error = null,
        CancellationToken cancellationToken = default)
        => AssessmentCalls.LogAsync(ProcessTracing.Of(traceId), traceId, AssessmentArguments.Feedback(name, value, source, rationale, metadata, spanId, error), cancellationToken);

    /// <inheritdoc cref="MlflowTracer.LogExpectationAsync" />
    public static Task<Expectation> LogExpectationAsync(
        string traceId,
        string name,
        object? value,
        AssessmentSource? source = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? spanId = null,
        CancellationToken cancellationToken = default)
        => AssessmentCalls.LogAsync(ProcessTracing.Of(traceId), traceId, AssessmentArguments.Expectation(name, value, source, metadata, spanId), cancellationToken);

    /// <inheritdoc cref="MlflowTracer.LogIssueAsync" />
    public static Task<IssueReference> LogIssueAsync(
        string traceId,
        string issueId,
        string? issueName = null,
        AssessmentSource? source = null,
        string? rationale = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? spanId = null,
        string? runId = null,
        CancellationToken cancellationToken = default)
        => AssessmentCalls.LogIssueAsync(ProcessTracing.Of(traceId), traceId, AssessmentArguments.Issue(issueId, issueName, source, rationale, metadata, spanId, runId), cancellationToken);

    /// <inheritdoc cref="MlflowTracer.LogAssessmentAsync" />
    public static Task<Assessment> LogAssessmentAsync(string traceId, Assessment assessment, CancellationToken cancellationToken = default)
        => AssessmentCalls.LogAsync(ProcessTracing.Of(traceId), traceId, assessment, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.UpdateAssessmentAsync" />
    public static Task<Assessment> UpdateAssessmentAsync(string traceId, string assessmentId, Assessment assessment, CancellationToken cancellationToken = default)
        => AssessmentCalls.UpdateAsync(ProcessTracing.Of(traceId), traceId, assessmentId, assessment, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.OverrideFeedbackAsync" />
    public static Task<Feedback> OverrideFeedbackAsync(
        string traceId,
        string assessmentId,
        object? value,
        AssessmentSource? source = null,
        string? rationale = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        CancellationToken cancellationToken = default)
        => AssessmentCalls.OverrideAsync(ProcessTracing.Of(traceId), traceId, assessmentId, AssessmentArguments.Feedback("feedback", value, source, rationale, metadata, spanId: null, error: null), cancellationToken);

    /// <inheritdoc cref="MlflowTracer.GetAssessmentAsync" />
    public static Task<Assessment?> GetAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default)
        => AssessmentCalls.GetAsync(ProcessTracing.Of(traceId), traceId, assessmentId, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.DeleteAssessmentAsync" />
    public static Task DeleteAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default)
        => AssessmentCalls.DeleteAsync(ProcessTracing.Of(traceId), traceId, assessmentId, cancellationToken);
}
