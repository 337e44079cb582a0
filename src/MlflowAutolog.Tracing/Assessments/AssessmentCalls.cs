using MlflowAutolog.Tracing.Changing;

namespace MlflowAutolog.Tracing.Assessments;

/// <summary>The calls of <see cref="Mlflow"/> and <see cref="MlflowTracer"/>, once: what of them needs no tracer, and that there is one.</summary>
/// <remarks>A span that is not recorded has an empty trace id: then nothing is done, as in MLflow Python, so that code works the same with tracing off or sampled out.</remarks>
internal static class AssessmentCalls
{
    public static Task<T> LogAsync<T>(MlflowTracer? tracer, string traceId, T assessment, CancellationToken cancellationToken)
        where T : Assessment
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return IsNotRecorded(traceId) ? NotLogged(assessment) : Of(tracer).LogAsync(traceId, assessment, cancellationToken);
    }

    public static Task<IssueReference> LogIssueAsync(MlflowTracer? tracer, string traceId, IssueReference issue, CancellationToken cancellationToken)
        => IsNotRecorded(traceId) ? NotLogged(issue) : Of(tracer).LogIssueAsync(traceId, issue, cancellationToken);

    public static Task<Assessment> UpdateAsync(MlflowTracer? tracer, string traceId, string assessmentId, Assessment assessment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return IsNotRecorded(traceId) ? NotLogged(assessment) : Of(tracer, assessmentId).UpdateAsync(traceId, assessmentId, assessment, cancellationToken);
    }

    public static Task<Feedback> OverrideAsync(MlflowTracer? tracer, string traceId, string assessmentId, Feedback feedback, CancellationToken cancellationToken)
        => IsNotRecorded(traceId) ? NotLogged(feedback) : Of(tracer, assessmentId).OverrideAsync(traceId, assessmentId, feedback, cancellationToken);

    public static Task<Assessment?> GetAsync(MlflowTracer? tracer, string traceId, string assessmentId, CancellationToken cancellationToken)
        => IsNotRecorded(traceId) ? Task.FromResult<Assessment?>(null) : Of(tracer, assessmentId).GetAsync(traceId, assessmentId, cancellationToken);

    public static Task DeleteAsync(MlflowTracer? tracer, string traceId, string assessmentId, CancellationToken cancellationToken)
        => IsNotRecorded(traceId) ? Task.CompletedTask : Of(tracer, assessmentId).DeleteAsync(traceId, assessmentId, cancellationToken);

    private static bool IsNotRecorded(string traceId) => TraceArrival.IsNotRecorded(traceId, "assessment");

    private static Task<T> NotLogged<T>(T assessment)
        where T : Assessment
        => Task.FromResult((T)(assessment with { AssessmentId = null, TraceId = null }));

    private static TraceAssessments Of(MlflowTracer? tracer) => Mlflow.SwitchedOn(tracer).Assessments;

    private static TraceAssessments Of(MlflowTracer? tracer, string assessmentId)
        => string.IsNullOrWhiteSpace(assessmentId)
            ? throw new MlflowException("An assessment's id is needed: AssessmentId of what a Log… call returned, or of TraceInfo.Assessments.")
            : Of(tracer);
}
