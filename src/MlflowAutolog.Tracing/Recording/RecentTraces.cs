using System.Diagnostics;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>Which traces were handed over last: only those may still be on their way. Thread-safe, without a lock, and without memory for a trace.</summary>
internal sealed class RecentTraces
{
    private const int Capacity = 4_096;

    // Two ids of one hash cost a flush that nobody needed.
    private readonly int[] _hashes = new int[Capacity];
    private int _next;

    public void Add(ActivityTraceId id) => Volatile.Write(ref _hashes[(uint)Interlocked.Increment(ref _next) % Capacity], id.GetHashCode());

    public bool MayContain(ActivityTraceId id) => Array.IndexOf(_hashes, id.GetHashCode()) >= 0;
}
