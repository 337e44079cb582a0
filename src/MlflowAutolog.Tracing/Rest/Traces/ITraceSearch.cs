namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>Finds stored traces: on a server, or in the local store.</summary>
internal interface ITraceSearch
{
    /// <summary>Asks for more only while the loop goes on.</summary>
    IAsyncEnumerable<MlflowTrace> SearchAsync(TraceQuery query, CancellationToken cancellationToken);

    /// <summary>The traces of one session that a search found, the oldest first.</summary>
    /// <param name="session">Its id.</param>
    /// <param name="query">The search.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<MlflowTrace>> OfSessionAsync(string session, TraceQuery query, CancellationToken cancellationToken);

    /// <summary>Ids of traces' sessions, that of the newest first; may name one more than once.</summary>
    IAsyncEnumerable<string> SessionsAsync(TraceQuery query, CancellationToken cancellationToken);
}
