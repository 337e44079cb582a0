namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>Finds stored traces: on a server, or in the local store.</summary>
internal interface ITraceSearch
{
    /// <summary>Asks for more only while the loop goes on.</summary>
    IAsyncEnumerable<MlflowTrace> SearchAsync(TraceQuery query, CancellationToken cancellationToken);

    /// <summary>Sessions of the traces that a search finds, that of the newest first, each with all its traces, the oldest first. One is fetched when the loop reaches it.</summary>
    IAsyncEnumerable<TraceSession> SessionsAsync(TraceQuery query, int most, CancellationToken cancellationToken);
}
