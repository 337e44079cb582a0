using MlflowAutolog.Tracing.Rest.Traces;

namespace MlflowAutolog;

/// <content>Finding stored traces.</content>
public sealed partial class MlflowTracer
{
    /// <summary>Finds stored traces. Pages are fetched while the loop goes on: leave it and nothing more is asked for. Delete traces after the loop, not in it: MLflow's pages would shift.</summary>
    /// <remarks>In the local store, without a server, it lists the traces, newest first; there are no filters, experiments and orders there.</remarks>
    /// <param name="filter">Which: MLflow's filter text, or a <see cref="MlflowTraceFilter"/>. Default: all.</param>
    /// <param name="experimentIds">Where: ids, numbers as text. Default: the configured experiment.</param>
    /// <param name="maxResults">How many at most; default all.</param>
    /// <param name="orderBy">MLflow's texts, or <see cref="TraceOrder"/>. Default: newest first.</param>
    /// <param name="includeSpans">Whether spans are fetched too; without them the list is empty and the search much faster.</param>
    /// <param name="runId">Only traces of that run.</param>
    /// <param name="modelId">Only traces of that logged model.</param>
    /// <param name="locations">Where, as experiments; beside <paramref name="experimentIds"/>.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="MlflowException">MLflow did not answer, or refused; with its own words. Thrown in the loop, wrong arguments at once.</exception>
    public IAsyncEnumerable<MlflowTrace> SearchTracesAsync(
        string? filter = null,
        IEnumerable<string>? experimentIds = null,
        int? maxResults = null,
        IEnumerable<string>? orderBy = null,
        bool includeSpans = true,
        string? runId = null,
        string? modelId = null,
        IEnumerable<TraceLocation>? locations = null,
        CancellationToken cancellationToken = default)
        => Traces(nameof(SearchTracesAsync)).SearchAsync(TraceQuery.Of(filter, experimentIds, maxResults, orderBy, includeSpans, runId, modelId, locations), cancellationToken);

    /// <summary>Finds sessions (conversations), that of the newest trace first, each with all its traces. A session is fetched when the loop reaches it.</summary>
    /// <param name="maxResults">How many sessions at most.</param>
    /// <param name="includeSpans">Whether spans are fetched too.</param>
    /// <param name="runId">Only traces of that run.</param>
    /// <param name="modelId">Only traces of that logged model.</param>
    /// <param name="locations">Where. Default: the configured experiment.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <inheritdoc cref="SearchTracesAsync" path="/exception" />
    public IAsyncEnumerable<TraceSession> SearchSessionsAsync(
        int maxResults = 100,
        bool includeSpans = true,
        string? runId = null,
        string? modelId = null,
        IEnumerable<TraceLocation>? locations = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxResults);
        return Traces(nameof(SearchSessionsAsync)).SessionsAsync(TraceQuery.Of(null, null, null, null, includeSpans, runId, modelId, locations), maxResults, cancellationToken);
    }

    private ITraceSearch Traces(string call) => _sink?.Search ?? ServerFor(call).Search;
}
