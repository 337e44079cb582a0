namespace MlflowAutolog.Tracing.Delivery;

/// <summary>How much may wait in memory, over all stages from hand-over to acknowledgement. Thread-safe.</summary>
internal sealed class QueueBudget(int maxTraces, long maxBytes)
{
    private long _traces;
    private long _bytes;

    /// <summary>Less than half is taken.</summary>
    public bool HasMuchRoom => Interlocked.Read(ref _traces) * 2 < maxTraces && Interlocked.Read(ref _bytes) * 2 < maxBytes;

    /// <summary>Takes first and looks then: two callers at the last place cannot both get it.</summary>
    public bool TryTake(long bytes)
    {
        var traces = Interlocked.Increment(ref _traces);
        var total = Interlocked.Add(ref _bytes, bytes);
        // A trace beyond the whole bound could never be taken: it is, while there is any room, and nothing else until it is gone. Its memory is held by then anyway.
        if (traces <= maxTraces && (total <= maxBytes || (bytes > maxBytes && total - bytes < maxBytes))) return true;
        Return(1, bytes);
        return false;
    }

    /// <summary>Gives room back; negative numbers take it without asking, for what grew in assembly.</summary>
    public void Return(long traces, long bytes)
    {
        Interlocked.Add(ref _traces, -traces);
        Interlocked.Add(ref _bytes, -bytes);
    }
}
