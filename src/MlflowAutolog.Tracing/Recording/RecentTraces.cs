using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>Which traces were handed over last: only those may still be on their way. Thread-safe, without a lock, and without memory for a trace.</summary>
internal sealed class RecentTraces
{
    private const int Capacity = 4_096;

    // Two ids of one hash cost a flush that nobody needed.
    private readonly int[] _hashes = new int[Capacity];
    private int _next;

    public void Add(ActivityTraceId id) => Volatile.Write(ref _hashes[(uint)Interlocked.Increment(ref _next) % Capacity], Hash(id));

    public bool MayContain(ActivityTraceId id) => Array.IndexOf(_hashes, Hash(id)) >= 0;

    // Ids are random already: eight of their digits tell as much as the hash of a text of thirty-two, which costs more than all the rest here.
    private static int Hash(ActivityTraceId id) => MemoryMarshal.Cast<char, ulong>(id.ToHexString()) is [var first, .., var last] ? ((first * 31) ^ last).GetHashCode() : 0;
}
