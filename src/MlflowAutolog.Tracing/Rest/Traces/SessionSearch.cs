using System.Runtime.CompilerServices;

namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>Sessions: MLflow has no call for them, so their ids are read off the traces, and each session's traces are fetched when it is its turn.</summary>
internal static class SessionSearch
{
    public static async IAsyncEnumerable<TraceSession> FindAsync(ITraceSearch traces, TraceQuery query, int maxResults, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var seen = new HashSet<string>();
        await foreach (var id in traces.SessionsAsync(query, cancellationToken).ConfigureAwait(false))
        {
            if (!seen.Add(id)) continue;
            yield return new TraceSession(id, await traces.OfSessionAsync(id, query, cancellationToken).ConfigureAwait(false));
            if (seen.Count == maxResults) yield break;
        }
    }
}
