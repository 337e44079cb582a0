namespace MlflowAutolog.Tracing.Recording;

/// <summary>A part of a tracer's running traces, linked through the traces themselves: to come and to go costs a lock and no memory. Thread-safe.</summary>
internal sealed class LiveTraceShelf
{
    private readonly object _gate = new();
    private LiveTrace? _newest;

    public bool IsEmpty => Volatile.Read(ref _newest) is null;

    public void Add(LiveTrace trace)
    {
        lock (_gate)
        {
            trace.ShelvedBefore = _newest;
            if (_newest is not null) _newest.ShelvedAfter = trace;
            Volatile.Write(ref _newest, trace);
        }
    }

    public void Remove(LiveTrace trace)
    {
        lock (_gate)
        {
            if (trace.ShelvedBefore is { } before) before.ShelvedAfter = trace.ShelvedAfter;
            if (trace.ShelvedAfter is { } after) after.ShelvedBefore = trace.ShelvedBefore;
            else Volatile.Write(ref _newest, trace.ShelvedBefore);
            (trace.ShelvedBefore, trace.ShelvedAfter) = (null, null);
        }
    }

    public void AddTo(List<LiveTrace> traces)
    {
        lock (_gate)
        {
            for (var trace = _newest; trace is not null; trace = trace.ShelvedBefore) traces.Add(trace);
        }
    }
}
