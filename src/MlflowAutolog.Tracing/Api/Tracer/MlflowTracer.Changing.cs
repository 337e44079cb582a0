using MlflowAutolog.Tracing.Changing;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <content>Changing traces, and deleting them.</content>
public sealed partial class MlflowTracer
{
    /// <summary>The traces that went to delivery last.</summary>
    internal RecentTraces Recent { get; } = new();

    internal TraceArrival Arrival => field ??= new TraceArrival(Options, LiveTraces, Recent, _pipeline);

    private TraceTagCalls TagCalls => field ??= new TraceTagCalls(Options, LiveTraces, Arrival, _sink);

    /// <summary>Sets a tag of a trace; one of that key gets the new value.</summary>
    /// <remarks>
    /// On a trace that runs in this process it is kept in memory and stored with the trace; without a server too. On a stored one the server is asked; one that is still on its way
    /// there is waited for, no longer than <see cref="MlflowOptions.RequestTimeout"/>. An empty id, which is that of a span that is not recorded, sets nothing; nor is a tag set by which
    /// MLflow finds the trace's spans and files.
    /// </remarks>
    /// <param name="traceId">The trace.</param>
    /// <param name="key">The tag.</param>
    /// <param name="value">Its value.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MlflowException">There is no such trace, or MLflow did not answer or refused; with its own words.</exception>
    public Task SetTraceTagAsync(string traceId, string key, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentNullException.ThrowIfNull(value);
        return TraceArrival.IsNotRecorded(traceId, "trace") ? Task.CompletedTask : TagCalls.SetAsync(traceId, key, value, cancellationToken);
    }

    /// <summary>Deletes a tag of a trace, running or stored.</summary>
    /// <inheritdoc cref="SetTraceTagAsync" path="/remarks" />
    /// <exception cref="MlflowException">There is no such tag or trace, or MLflow did not answer or refused; with its own words.</exception>
    public Task DeleteTraceTagAsync(string traceId, string key, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return TraceArrival.IsNotRecorded(traceId, "trace") ? Task.CompletedTask : TagCalls.DeleteAsync(traceId, key, cancellationToken);
    }

    /// <summary>Deletes stored traces of an experiment, for good: either those of <paramref name="traceIds"/>, or those that started before <paramref name="olderThan"/>.</summary>
    /// <param name="experimentId">Where; a number as text.</param>
    /// <param name="traceIds">Which; those that are not there are passed over.</param>
    /// <param name="olderThan">Started before that time, to the millisecond.</param>
    /// <param name="maxTraces">With <paramref name="olderThan"/>: at most so many, the oldest first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="MlflowException">Both or none of the two are given, or MLflow did not answer or refused; with its own words.</exception>
    public Task<int> DeleteTracesAsync(
        string experimentId,
        IEnumerable<string>? traceIds = null,
        DateTimeOffset? olderThan = null,
        int? maxTraces = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(experimentId);
        if (traceIds is null == olderThan is null) throw new MlflowException("DeleteTracesAsync takes traceIds or olderThan, one of the two.");
        if (maxTraces is not null && olderThan is null) throw new MlflowException("DeleteTracesAsync takes maxTraces together with olderThan only.");
        if (maxTraces is { } most) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most, nameof(maxTraces));
        var traces = ServerFor(nameof(DeleteTracesAsync)).Traces;
        return traceIds is not null
            ? traces.DeleteAsync(experimentId, traceIds, cancellationToken)
            : traces.DeleteAsync(experimentId, olderThan!.Value, maxTraces, cancellationToken);
    }

    /// <summary>Links stored traces to a run, so that they are found by it.</summary>
    /// <param name="traceIds">Which; MLflow passes over those that are not there.</param>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MlflowException">There is no such run, or MLflow did not answer or refused; with its own words.</exception>
    public Task LinkTracesToRunAsync(IEnumerable<string> traceIds, string runId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(traceIds);
        ArgumentException.ThrowIfNullOrWhiteSpace(runId);
        return ServerFor(nameof(LinkTracesToRunAsync)).Traces.LinkToRunAsync(traceIds, runId, cancellationToken);
    }

    /// <summary>Links a stored trace to versions of prompts, so that it is found by them. MLflow 3.17 and newer. Prompts that <see cref="LoadPromptAsync"/> loads inside a trace are linked by themselves.</summary>
    /// <exception cref="MlflowException">The server is older, there is no such trace, or MLflow did not answer or refused; with its own words.</exception>
    public Task LinkPromptsToTraceAsync(string traceId, IEnumerable<PromptVersion> prompts, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(traceId);
        ArgumentNullException.ThrowIfNull(prompts);
        return ServerFor(nameof(LinkPromptsToTraceAsync)).Traces.LinkPromptsAsync(traceId, prompts, cancellationToken);
    }
}
