using System.Collections.Concurrent;
using System.Diagnostics;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>A tracer's traces with a span that runs.</summary>
internal sealed class LiveTraces
{
    private readonly ConcurrentDictionary<LiveTrace, LiveTrace> _live = new();
    private int _continued;

    /// <summary>Also false while a trace of another process may go on here at any moment.</summary>
    public bool IsEmpty => _live.IsEmpty && Volatile.Read(ref _continued) == 0;

    public void Enter() => Interlocked.Increment(ref _continued);

    public void Leave() => Interlocked.Decrement(ref _continued);

    public void Add(LiveTrace trace) => _live[trace] = trace;

    public void Remove(LiveTrace trace) => _live.TryRemove(trace, out _);

    /// <summary>As they are now.</summary>
    public LiveTrace[] ToArray() => [.. _live.Keys];

    /// <summary>Changes what is said of a trace; <see langword="false"/> when it does not run here.</summary>
    public bool TryChange(ActivityTraceId id, Action<LiveTrace> change)
        => _live.Keys.Any(trace => trace.TraceId == id && trace.TryChange(change));

    /// <inheritdoc cref="TryChange" />
    public bool TryAssess(ActivityTraceId id, Func<IReadOnlyList<Assessment>, IReadOnlyList<Assessment>> change)
        => TryChange(id, trace => trace.Facts.Assess(change));

    /// <summary>Whether a root runs that is a wire call of that key.</summary>
    public bool IsCalling(string key)
        => _live.Keys.Any(trace => trace.OpenSpans().Any(span => span is { Parent: null, Deferred: { } deferred } && deferred.CallKey == key));
}
