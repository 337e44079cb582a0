namespace MlflowAutolog.Tracing.Delivery;

/// <summary>How much goes into one batch. The cost at the server is per request and per trace, and a lost request loses no more than this.</summary>
internal sealed record BatchLimits
{
    public int Traces { get; init; } = 200;

    public int Spans { get; init; } = 1_000;

    public long Bytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Spans in a request that brings a single trace: a larger one comes in pieces. More than of many traces, because with every further piece that brings tokens the server
    /// reads again all it has of the trace.
    /// </summary>
    public int SpansOfOneTrace { get; init; } = 5_000;

    /// <summary>
    /// After a request, how long a batch that is not full waits for company. The first trace after a quiet time goes at once; under load a batch collects what
    /// came meanwhile, so a server sees at most five small requests a second from a process. 200 ms is below what a person notices in the UI.
    /// </summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(200);
}
