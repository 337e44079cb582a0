using MlflowAutolog.Tracing.Configuration;
using MlflowAutolog.Tracing.Diagnostics;
using MlflowAutolog.Tracing.Integrations;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <content>Traces.</content>
public static partial class Mlflow
{
    /// <summary>Id of the trace that runs now; <see langword="null"/> when none does.</summary>
    public static string? CurrentTraceId => ProcessTracing.Tracer is not null && AmbientSpan.Find() is { TraceId.Length: > 0 } span ? span.TraceId : null;

    /// <summary>Id of the trace whose root, or outermost span here, ended last, in the whole process; <see langword="null"/> before the first.</summary>
    public static string? LastTraceId => ProcessTracing.LastTraceId;

    /// <summary>What the traces that start inside have in common; nested scopes merge, the inner wins. Dispose it to leave.</summary>
    /// <param name="session">The conversation, at most 250 characters.</param>
    /// <param name="user">The end user, at most 250 characters.</param>
    /// <param name="tags">Tags of the traces.</param>
    /// <param name="metadata">Metadata of the traces, at most 250 characters each.</param>
    /// <param name="enabled"><see langword="false"/> records nothing inside, hooks included.</param>
    /// <param name="samplingRatio">0 to 1; which part of the traces that start inside is recorded, in place of <see cref="MlflowOptions.SamplingRatio"/>. Other values are left out.</param>
    /// <param name="destination">Where the traces go, in place of the options' experiment.</param>
    public static IDisposable Context(
        string? session = null,
        string? user = null,
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        bool? enabled = null,
        double? samplingRatio = null,
        TraceLocation? destination = null)
        => AmbientScope.Enter(
            Guarded.Run("context", tags, static given => given?.ToArray(), otherwise: null),
            Guarded.Run("context", TraceUpdate.WithWellKnown(metadata, session, user), static given => given.ToArray(), otherwise: null),
            enabled,
            samplingRatio,
            Guarded.Run("context", destination, static given => given is null ? null : DestinationSetting.Checked(given), otherwise: null));

    /// <inheritdoc cref="MlflowTracer.UpdateCurrentTrace" />
    public static void UpdateCurrentTrace(
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? clientRequestId = null,
        string? requestPreview = null,
        string? responsePreview = null,
        TraceState? state = null,
        string? session = null,
        string? user = null,
        string? modelId = null)
        => ProcessTracing.Nearest?.UpdateCurrentTrace(tags, metadata, clientRequestId, requestPreview, responsePreview, state, session, user, modelId);

    /// <inheritdoc cref="MlflowTracer.GetTraceAsync" />
    public static Task<MlflowTrace?> GetTraceAsync(string traceId, CancellationToken cancellationToken = default)
        => Asked.GetTraceAsync(traceId, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.Locate" />
    public static string? Locate(string traceId) => ProcessTracing.Tracer?.Locate(traceId);
}
