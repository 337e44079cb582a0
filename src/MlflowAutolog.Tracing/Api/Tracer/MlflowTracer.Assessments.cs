using MlflowAutolog.Tracing.Assessments;

namespace MlflowAutolog;

/// <content>Feedback and other assessments.</content>
public sealed partial class MlflowTracer
{
    internal TraceAssessments Assessments => field ??= new TraceAssessments(Options, LiveTraces, Arrival, _sink);

    /// <summary>Logs a judgement on a trace: a thumb, a score, a label, or the error that kept a judge from one.</summary>
    /// <remarks>
    /// On a trace that runs in this process it is kept in memory and stored with the trace; without a server too. On a stored one the server is asked; one that is still on its way
    /// there is waited for, no longer than <see cref="MlflowOptions.RequestTimeout"/>. An empty id, which is that of a span that is not recorded, logs nothing. Not subject to
    /// <see cref="MlflowOptions.CaptureContent"/>. Thread-safe. A failure that leaves open whether MLflow stored it is tried again, and is stored once.
    /// </remarks>
    /// <param name="traceId">The trace, for example <see cref="MlflowSpan.TraceId"/> or <see cref="LastTraceId"/>.</param>
    /// <param name="name">What is judged, for example <c>helpful</c>.</param>
    /// <param name="value">Boolean, number, text, list or dictionary; anything else is written as JSON. May be missing when there is an <paramref name="error"/>.</param>
    /// <param name="source">Who judges. Default: <c>AssessmentSource.Code()</c>.</param>
    /// <param name="rationale">Why, in words.</param>
    /// <param name="metadata">Further facts.</param>
    /// <param name="spanId">The span that is judged, 16 hex digits. Default: the trace.</param>
    /// <param name="error">What went wrong while judging; <see cref="AssessmentError.From"/> makes one of an exception.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>As it is stored, with its id; without an id when nothing was logged.</returns>
    /// <exception cref="MlflowException">An argument is wrong, there is no such trace, or MLflow did not answer or refused; with its own words.</exception>
    public Task<Feedback> LogFeedbackAsync(
        string traceId,
        string name = "feedback",
        object? value = null,
        AssessmentSource? source = null,
        string? rationale = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? spanId = null,
        AssessmentError? error = null,
        CancellationToken cancellationToken = default)
        => AssessmentCalls.LogAsync(this, traceId, AssessmentArguments.Feedback(name, value, source, rationale, metadata, spanId, error), cancellationToken);

    /// <summary>Logs what should have come out.</summary>
    /// <inheritdoc cref="LogFeedbackAsync" path="/remarks" />
    /// <param name="traceId">The trace.</param>
    /// <param name="name">What is expected, for example <c>expected_answer</c>.</param>
    /// <param name="value">Any value that is not <see langword="null"/>.</param>
    /// <param name="source">Who expects it. Default: <c>AssessmentSource.Human()</c>.</param>
    /// <param name="metadata">Further facts.</param>
    /// <param name="spanId">The span it is about, 16 hex digits. Default: the trace.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <inheritdoc cref="LogFeedbackAsync" path="/returns" />
    /// <inheritdoc cref="LogFeedbackAsync" path="/exception" />
    public Task<Expectation> LogExpectationAsync(
        string traceId,
        string name,
        object? value,
        AssessmentSource? source = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? spanId = null,
        CancellationToken cancellationToken = default)
        => AssessmentCalls.LogAsync(this, traceId, AssessmentArguments.Expectation(name, value, source, metadata, spanId), cancellationToken);

    /// <summary>Links a trace to an issue that MLflow knows. Needs a server of MLflow 3.17 or newer.</summary>
    /// <inheritdoc cref="LogFeedbackAsync" path="/remarks" />
    /// <param name="traceId">The trace.</param>
    /// <param name="issueId">The issue's id.</param>
    /// <param name="issueName">The issue's name, which is checked. Default: asked from the server.</param>
    /// <param name="source">Who found it there. Default: <c>AssessmentSource.LlmJudge()</c>.</param>
    /// <param name="rationale">Why, in words.</param>
    /// <param name="metadata">Further facts.</param>
    /// <param name="spanId">The span that shows it, 16 hex digits. Default: the trace.</param>
    /// <param name="runId">The run of MLflow that found it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <inheritdoc cref="LogFeedbackAsync" path="/returns" />
    /// <inheritdoc cref="LogFeedbackAsync" path="/exception" />
    public Task<IssueReference> LogIssueAsync(
        string traceId,
        string issueId,
        string? issueName = null,
        AssessmentSource? source = null,
        string? rationale = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? spanId = null,
        string? runId = null,
        CancellationToken cancellationToken = default)
        => AssessmentCalls.LogIssueAsync(this, traceId, AssessmentArguments.Issue(issueId, issueName, source, rationale, metadata, spanId, runId), cancellationToken);

    /// <summary>Logs a <see cref="Feedback"/>, <see cref="Expectation"/> or <see cref="IssueReference"/>. It gets an id of its own, also when it was read from another trace.</summary>
    /// <inheritdoc cref="LogFeedbackAsync" path="/remarks" />
    /// <inheritdoc cref="LogFeedbackAsync" path="/returns" />
    /// <inheritdoc cref="LogFeedbackAsync" path="/exception" />
    public Task<Assessment> LogAssessmentAsync(string traceId, Assessment assessment, CancellationToken cancellationToken = default) => AssessmentCalls.LogAsync(this, traceId, assessment, cancellationToken);

    /// <summary>Changes an assessment in place: its name, and its value, error, rationale and metadata where <paramref name="assessment"/> gives them; metadata is merged.</summary>
    /// <remarks>Kind, source and span stay. The rationale of an expectation and the reference to an issue cannot be changed.</remarks>
    /// <returns>As it is stored now.</returns>
    /// <inheritdoc cref="LogFeedbackAsync" path="/exception" />
    public Task<Assessment> UpdateAssessmentAsync(string traceId, string assessmentId, Assessment assessment, CancellationToken cancellationToken = default)
        => AssessmentCalls.UpdateAsync(this, traceId, assessmentId, assessment, cancellationToken);

    /// <summary>Logs a feedback in place of another one, which stays and is no longer valid: a human corrects a judge.</summary>
    /// <remarks>Name and span are those of the other one.</remarks>
    /// <param name="traceId">The trace.</param>
    /// <param name="assessmentId">The feedback that is overridden.</param>
    /// <param name="value">As in <see cref="LogFeedbackAsync"/>; not <see langword="null"/>.</param>
    /// <param name="source">Who judges. Default: <c>AssessmentSource.Code()</c>.</param>
    /// <param name="rationale">Why, in words.</param>
    /// <param name="metadata">Further facts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The new feedback, with its id.</returns>
    /// <inheritdoc cref="LogFeedbackAsync" path="/exception" />
    public Task<Feedback> OverrideFeedbackAsync(
        string traceId,
        string assessmentId,
        object? value,
        AssessmentSource? source = null,
        string? rationale = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        CancellationToken cancellationToken = default)
        => AssessmentCalls.OverrideAsync(
            this, traceId, assessmentId, AssessmentArguments.Feedback("feedback", value, source, rationale, metadata, spanId: null, error: null), cancellationToken);

    /// <summary>Reads an assessment, of a running trace too, and from the local store.</summary>
    /// <returns>The assessment, or <see langword="null"/> when there is none of that id.</returns>
    /// <exception cref="MlflowException">MLflow did not answer, or refused; with its own words.</exception>
    public Task<Assessment?> GetAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default)
        => AssessmentCalls.GetAsync(this, traceId, assessmentId, cancellationToken);

    /// <summary>Deletes an assessment; what it had overridden is valid again. One that is not there is no error.</summary>
    /// <exception cref="MlflowException">MLflow did not answer, or refused; with its own words.</exception>
    public Task DeleteAssessmentAsync(string traceId, string assessmentId, CancellationToken cancellationToken = default)
        => AssessmentCalls.DeleteAsync(this, traceId, assessmentId, cancellationToken);
}
