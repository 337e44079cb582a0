using System.Diagnostics;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>A tracer's traces with a span that runs. Thread-safe.</summary>
internal sealed class LiveTraces
{
    // Traces are spread by the thread they begin on, so that threads seldom meet at a lock.
    private const int Shelves = 16;

    private readonly LiveTraceShelf[] _shelves = [.. Enumerable.Range(0, Shelves).Select(_ => new LiveTraceShelf())];
    private int _continued;

    /// <summary>Also false while a trace of another process may go on here at any moment.</summary>
    public bool IsEmpty => Array.TrueForAll(_shelves, shelf => shelf.IsEmpty) && Volatile.Read(ref _continued) == 0;

    public void Enter() => Interlocked.Increment(ref _continued);

    public void Leave() => Interlocked.Decrement(ref _continued);

    /// <summary>Puts a trace in that is not there; it is taken out where it was put in.</summary>
    public LiveTraceShelf Add(LiveTrace trace)
    {
        var shelf = _shelves[(uint)Environment.CurrentManagedThreadId % Shelves];
        shelf.Add(trace);
        return shelf;
    }

    /// <summary>As they are now.</summary>
    public LiveTrace[] ToArray()
    {
        var traces = new List<LiveTrace>();
        foreach (var shelf in _shelves) shelf.AddTo(traces);
        return [.. traces];
    }

    /// <summary>Changes what is said of a trace; <see langword="false"/> when it does not run here.</summary>
    public bool TryChange(ActivityTraceId id, Action<LiveTrace> change)
        => Array.Exists(ToArray(), trace => trace.TraceId == id && trace.TryChange(change));

    /// <inheritdoc cref="TryChange" />
    public bool TryAssess(ActivityTraceId id, Func<IReadOnlyList<Assessment>, IReadOnlyList<Assessment>> change)
        => TryChange(id, trace => trace.Facts.Assess(change));

    /// <summary>Whether a root runs that is a wire call of that key.</summary>
    public bool IsCalling(string key)
        => Array.Exists(ToArray(), trace => Array.Exists(trace.OpenSpans(), span => span is { Parent: null, Deferred: { } deferred } && deferred.CallKey == key));
}
