using MlflowAutolog.Tracing.Changing;
using MlflowAutolog.Tracing.Integrations;

namespace MlflowAutolog;

/// <content>Changing traces, and deleting them.</content>
public static partial class Mlflow
{
    /// <inheritdoc cref="MlflowTracer.SetTraceTagAsync" />
    public static Task SetTraceTagAsync(string traceId, string key, string value, CancellationToken cancellationToken = default)
        => TraceArrival.IsNotRecorded(traceId, "trace") ? Task.CompletedTask : SwitchedOn(ProcessTracing.Of(traceId)).SetTraceTagAsync(traceId, key, value, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.DeleteTraceTagAsync" />
    public static Task DeleteTraceTagAsync(string traceId, string key, CancellationToken cancellationToken = default)
        => TraceArrival.IsNotRecorded(traceId, "trace") ? Task.CompletedTask : SwitchedOn(ProcessTracing.Of(traceId)).DeleteTraceTagAsync(traceId, key, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.DeleteTracesAsync" />
    public static Task<int> DeleteTracesAsync(
        string experimentId,
        IEnumerable<string>? traceIds = null,
        DateTimeOffset? olderThan = null,
        int? maxTraces = null,
        CancellationToken cancellationToken = default)
        => Asked.DeleteTracesAsync(experimentId, traceIds, olderThan, maxTraces, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.LinkTracesToRunAsync" />
    public static Task LinkTracesToRunAsync(IEnumerable<string> traceIds, string runId, CancellationToken cancellationToken = default)
        => Asked.LinkTracesToRunAsync(traceIds, runId, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.LinkPromptsToTraceAsync" />
    public static Task LinkPromptsToTraceAsync(string traceId, IEnumerable<PromptVersion> prompts, CancellationToken cancellationToken = default)
        => Asked.LinkPromptsToTraceAsync(traceId, prompts, cancellationToken);
}
