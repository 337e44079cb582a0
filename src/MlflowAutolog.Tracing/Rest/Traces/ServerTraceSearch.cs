using System.Runtime.CompilerServices;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest.Experiments;
using MlflowAutolog.Tracing.Rest.Traces.Filters;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>Searches a server page by page.</summary>
/// <param name="rest">Sends.</param>
/// <param name="experiment">For searches that name none.</param>
/// <param name="version">For the message when a filter is refused.</param>
internal sealed class ServerTraceSearch(MlflowRestClient rest, ConfiguredExperiment experiment, Func<CancellationToken, Task<ServerVersion?>> version) : ITraceSearch
{
    /// <summary>The server takes no more.</summary>
    private const int LongestPage = 500;

    /// <summary>Spans are large: a loop that is left early has not fetched many of them in vain.</summary>
    private const int PageWithSpans = 100;

    private readonly SpanLoader _spans = new(rest);

    public async IAsyncEnumerable<MlflowTrace> SearchAsync(TraceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var experiments = query.ExperimentIds ?? await ConfiguredAsync(cancellationToken).ConfigureAwait(false);
        if (experiments.Count == 0) yield break;
        // The server counts from the first trace for every page: what arrives meanwhile moves the others into the next one.
        var seen = new HashSet<string>();
        var left = query.MaxResults ?? int.MaxValue;
        string? token = null;
        do
        {
            var size = Math.Min(left, query.IncludeSpans ? PageWithSpans : LongestPage);
            var (infos, next) = await PageAsync(query, experiments, size, token, cancellationToken).ConfigureAwait(false);
            var fresh = infos.Where(info => seen.Add(info.TraceId)).ToArray();
            await foreach (var trace in _spans.LoadAsync(fresh, query.IncludeSpans, cancellationToken).ConfigureAwait(false)) yield return trace;
            left -= fresh.Length;
            token = next;
        }
        while (token is not null && left > 0);
    }

    /// <remarks>MLflow has no call for them, so their ids are read off the traces.</remarks>
    public async IAsyncEnumerable<TraceSession> SessionsAsync(TraceQuery query, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        await foreach (var id in SessionIdsAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (!seen.Add(id)) continue;
            yield return new TraceSession(id, await OfSessionAsync(id, query, cancellationToken).ConfigureAwait(false));
            if (seen.Count == most) yield break;
        }
    }

    private async IAsyncEnumerable<string> SessionIdsAsync(TraceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The one question after a value that every version understands.
        var all = Narrowed(query, MlflowTraceFilter.Session.Like("%")) with { IncludeSpans = false, MaxResults = null };
        await foreach (var trace in SearchAsync(all, cancellationToken).ConfigureAwait(false))
        {
            if (trace.Info.Metadata.TryGetValue(WireNames.Session, out var session)) yield return session;
        }
    }

    private async Task<IReadOnlyList<MlflowTrace>> OfSessionAsync(string session, TraceQuery query, CancellationToken cancellationToken)
    {
        var traces = new List<MlflowTrace>();
        var ofIt = Narrowed(query, SessionFilter.Of(session)) with { OrderBy = [TraceOrder.Timestamp.ToString()], MaxResults = null };
        await foreach (var trace in SearchAsync(ofIt, cancellationToken).ConfigureAwait(false))
        {
            if (trace.Info.Metadata.GetValueOrDefault(WireNames.Session) == session) traces.Add(trace);
        }

        return traces;
    }

    private static TraceQuery Narrowed(TraceQuery query, MlflowTraceFilter filter)
        => query with { Filter = query.Filter is { } given ? MlflowTraceFilter.Raw(given).And(filter) : filter };

    private async Task<IReadOnlyList<string>> ConfiguredAsync(CancellationToken cancellationToken)
        => await experiment.FindAsync(cancellationToken).ConfigureAwait(false) is { } id ? [id] : [];

    private async Task<(IReadOnlyList<TraceInfo> Infos, string? Next)> PageAsync(TraceQuery query, IReadOnlyList<string> experiments, int size, string? token, CancellationToken cancellationToken)
    {
        try
        {
            using var reply = await rest.SendAsync(MlflowCall.Post("api/3.0/mlflow/traces/search", SearchBody.Of(query, experiments, size, token)), cancellationToken).ConfigureAwait(false);
            return ([.. reply.RootElement.Objects("traces").Select(TraceInfoReader.Read)], reply.RootElement.Text("next_page_token") is { Length: > 0 } next ? next : null);
        }
        catch (MlflowException refused) when (refused.StatusCode == 400 && query.Filter is not null)
        {
            throw FilterAdvice.Explain(refused, query.Filter, await version(cancellationToken).ConfigureAwait(false));
        }
    }
}
