namespace MlflowAutolog;

/// <content>Finding stored traces.</content>
public static partial class Mlflow
{
    /// <inheritdoc cref="MlflowTracer.SearchTracesAsync" />
    public static IAsyncEnumerable<MlflowTrace> SearchTracesAsync(
        string? filter = null,
        IEnumerable<string>? experimentIds = null,
        int? maxResults = null,
        IEnumerable<string>? orderBy = null,
        bool includeSpans = true,
        string? runId = null,
        string? modelId = null,
        IEnumerable<TraceLocation>? locations = null,
        CancellationToken cancellationToken = default)
        => Asked.SearchTracesAsync(filter, experimentIds, maxResults, orderBy, includeSpans, runId, modelId, locations, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.SearchSessionsAsync" />
    public static IAsyncEnumerable<TraceSession> SearchSessionsAsync(
        int maxResults = 100,
        bool includeSpans = true,
        string? runId = null,
        string? modelId = null,
        IEnumerable<TraceLocation>? locations = null,
        CancellationToken cancellationToken = default)
        => Asked.SearchSessionsAsync(maxResults, includeSpans, runId, modelId, locations, cancellationToken);
}
