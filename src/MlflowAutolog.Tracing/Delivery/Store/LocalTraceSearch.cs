using System.Runtime.CompilerServices;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest.Traces;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Lists the traces of the local store, newest first. What is read at a time is bounded: first the times of all, then the traces by the hundred.</summary>
internal sealed class LocalTraceSearch(StoreContents contents) : ITraceSearch
{
    private const int Batch = 100;

    /// <exception cref="MlflowException">The query asks for more than a list.</exception>
    public IAsyncEnumerable<MlflowTrace> SearchAsync(TraceQuery query, CancellationToken cancellationToken)
    {
        DemandPlain(query);
        return ListAsync(query, cancellationToken);
    }

    public IAsyncEnumerable<TraceSession> SessionsAsync(TraceQuery query, int most, CancellationToken cancellationToken)
    {
        DemandPlain(query);
        return GroupedAsync(query, most, cancellationToken);
    }

    private static void DemandPlain(TraceQuery query)
    {
        if (!query.IsPlain) throw new MlflowException("Filters, experiments, runs, models and orders need an MLflow server, and traces are kept in the local store. Set TrackingUri (MLFLOW_TRACKING_URI), or choose with LINQ among all traces.");
    }

    private async IAsyncEnumerable<TraceSession> GroupedAsync(TraceQuery query, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var places = await PlacesAsync(cancellationToken).ConfigureAwait(false);
        foreach (var session in places.Where(place => place.Value.Session is not null).GroupBy(place => place.Value.Session!).Take(most))
        {
            var traces = new List<MlflowTrace>();
            await foreach (var trace in LoadAsync(session.Reverse(), query.IncludeSpans, cancellationToken).ConfigureAwait(false)) traces.Add(trace);
            yield return new TraceSession(session.Key, traces);
        }
    }

    private async IAsyncEnumerable<MlflowTrace> ListAsync(TraceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var places = await PlacesAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var trace in LoadAsync(places.Take(query.MaxResults ?? int.MaxValue), query.IncludeSpans, cancellationToken).ConfigureAwait(false)) yield return trace;
    }

    private async IAsyncEnumerable<MlflowTrace> LoadAsync(IEnumerable<KeyValuePair<string, Place>> wanted, bool withSpans, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in wanted.Chunk(Batch))
        {
            var traces = await Task.Run(() => Load(batch, cancellationToken), cancellationToken).ConfigureAwait(false);
            foreach (var (id, _) in batch)
            {
                // Not there: trimmed in between.
                if (traces.GetValueOrDefault(id) is { } trace) yield return withSpans ? trace : trace with { Spans = [] };
            }
        }
    }

    /// <summary>The newest first.</summary>
    private Task<KeyValuePair<string, Place>[]> PlacesAsync(CancellationToken cancellationToken)
        => Task.Run(() => Places(cancellationToken).OrderByDescending(place => place.Value.Start).ToArray(), cancellationToken);

    private Dictionary<string, Place> Places(CancellationToken cancellationToken)
    {
        var places = new Dictionary<string, Place>();
        foreach (var (segment, part) in contents.Read([], cancellationToken))
        {
            if (!places.TryGetValue(part.Id, out var place)) places[part.Id] = place = new Place();
            place.Segments.Add(segment);
            // What belongs to the trace as a whole stands with its root.
            if (part.Root is not null) place.Session = part.Metadata.TryGetValue(WireNames.Session, out var session) ? WireLimits.OfMetadata(session) : null;
            place.Start = Math.Min(place.Start, part.Spans.Min(span => (long?)span.StartUnixNano) ?? place.Start);
        }

        return places;
    }

    private Dictionary<string, MlflowTrace?> Load(KeyValuePair<string, Place>[] batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(place => place.Key).ToHashSet();
        var segments = batch.SelectMany(place => place.Value.Segments).ToHashSet();
        return contents.Read([], cancellationToken, segments, ids).Select(found => found.Part).Where(part => ids.Contains(part.Id))
            .GroupBy(part => part.Id).ToDictionary(parts => parts.Key, parts => StoredParts.Join([.. parts]));
    }

    private sealed class Place
    {
        public long Start { get; set; } = long.MaxValue;

        public string? Session { get; set; }

        public HashSet<string> Segments { get; } = [];
    }
}
