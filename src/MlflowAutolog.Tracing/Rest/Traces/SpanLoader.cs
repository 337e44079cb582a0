using System.Runtime.CompilerServices;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>Fetches the spans of traces that a search found: many in one request where the server keeps them in its database, else one by one.</summary>
internal sealed class SpanLoader(MlflowRestClient rest)
{
    /// <summary>The ids stand in the address, for which proxies have limits.</summary>
    private const int BatchSize = 50;

    private readonly TraceReader _single = new(rest);
    private volatile bool _cannotBatch;

    /// <summary>In the order given; without <paramref name="withSpans"/> nothing is fetched.</summary>
    public async IAsyncEnumerable<MlflowTrace> LoadAsync(IReadOnlyList<TraceInfo> infos, bool withSpans, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in infos.Chunk(withSpans ? BatchSize : int.MaxValue))
        {
            var spans = withSpans ? await BatchAsync(batch, cancellationToken).ConfigureAwait(false) : null;
            foreach (var info in batch)
            {
                if (!withSpans) yield return new MlflowTrace(info, []);
                else if (spans?.GetValueOrDefault(info.TraceId) is { } found) yield return StoredTrace.Of(info, found);
                else yield return StoredTrace.Of(info, await _single.SpansAsync(info.TraceId, cancellationToken).ConfigureAwait(false));
            }
        }
    }

    /// <summary>The spans by trace; a trace that is not there has to be asked for by itself. One that is not in the database would fail the whole request.</summary>
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<SpanData>>?> BatchAsync(TraceInfo[] infos, CancellationToken cancellationToken)
    {
        var ids = infos.Where(info => info.Tags.GetValueOrDefault(WireNames.SpansLocation) == "TRACKING_STORE").Select(info => info.TraceId).ToArray();
        if (ids.Length == 0 || _cannotBatch) return null;
        var path = "api/3.0/mlflow/traces/batchGet?" + string.Join('&', ids.Select(id => "trace_ids=" + Uri.EscapeDataString(id)));
        try
        {
            using var reply = await rest.SendAsync(MlflowCall.Get(path), cancellationToken).ConfigureAwait(false);
            return OtelTraces.Read(reply.RootElement);
        }
        catch (MlflowException refused) when (refused.StatusCode is 404 or 405)
        {
            // A version between those that keep spans and those that hand out many.
            _cannotBatch = true;
            return null;
        }
        catch (MlflowException failed) when (failed.StatusCode >= 500)
        {
            // One of them fails for all: moved to the archive since the search, for example. The others are read one by one.
            return null;
        }
    }
}
