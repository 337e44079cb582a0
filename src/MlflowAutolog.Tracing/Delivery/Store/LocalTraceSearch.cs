using System.Runtime.CompilerServices;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest.Traces;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Lists the traces of the local store, newest first. What is read at a time is bounded: first the times of all, then the traces by the hundred.</summary>
internal sealed class LocalTraceSearch(StoreContents contents) : ITraceSearch
{
    private const int Batch = 100;

    /// <exception cref="MlflowException">The query asks for more than a list.</exception>
    public IAsyncEnumerable<MlflowTrace> SearchAsync(TraceQuery query, CancellationToken cancellationToken)
        => query.IsPlain
            ? ListAsync(query, cancellationToken)
            : throw new MlflowException("Filters, experiments, runs, models and orders need an MLflow server, and traces are kept in the local store. Set TrackingUri (MLFLOW_TRACKING_URI), or choose with LINQ among all traces.");

    public async IAsyncEnumerable<string> SessionsAsync(TraceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var trace in SearchAsync(query with { IncludeSpans = false }, cancellationToken).ConfigureAwait(false))
        {
            if (trace.Info.Metadata.TryGetValue(WireNames.Session, out var session)) yield return session;
        }
    }

    public async Task<IReadOnlyList<MlflowTrace>> OfSessionAsync(string session, TraceQuery query, CancellationToken cancellationToken)
    {
        var traces = new List<MlflowTrace>();
        await foreach (var trace in SearchAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (trace.Info.Metadata.GetValueOrDefault(WireNames.Session) == session) traces.Insert(0, trace);
        }

        return traces;
    }

    private async IAsyncEnumerable<MlflowTrace> ListAsync(TraceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var places = await Task.Run(() => Places(cancellationToken), cancellationToken).ConfigureAwait(false);
        var wanted = places.OrderByDescending(place => place.Value.Start).Take(query.MaxResults ?? int.MaxValue);
        foreach (var batch in wanted.Chunk(Batch))
        {
            var traces = await Task.Run(() => Load(batch, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var (id, _) in batch)
            {
                // Not there: trimmed in between.
                if (traces.GetValueOrDefault(id) is { } trace) yield return query.IncludeSpans ? trace : trace with { Spans = [] };
            }
        }
    }

    private Dictionary<string, Place> Places(CancellationToken cancellationToken)
    {
        var places = new Dictionary<string, Place>();
        foreach (var (segment, part) in contents.Read([], cancellationToken))
        {
            if (!places.TryGetValue(part.Id, out var place)) places[part.Id] = place = new Place();
            place.Segments.Add(segment);
            place.Start = Math.Min(place.Start, part.Spans.Min(span => (long?)span.StartUnixNano) ?? place.Start);
        }

        return places;
    }

    private Dictionary<string, MlflowTrace?> Load(KeyValuePair<string, Place>[] batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(place => place.Key).ToHashSet();
        var segments = batch.SelectMany(place => place.Value.Segments).ToHashSet();
        return contents.Read([], cancellationToken, segments).Select(found => found.Part).Where(part => ids.Contains(part.Id))
            .GroupBy(part => part.Id).ToDictionary(parts => parts.Key, parts => StoredParts.Join([.. parts]));
    }

    private sealed class Place
    {
        public long Start { get; set; } = long.MaxValue;

        public HashSet<string> Segments { get; } = [];
    }
}
