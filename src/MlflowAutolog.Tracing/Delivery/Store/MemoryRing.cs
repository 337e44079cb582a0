namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>The newest records, in memory: what is left of the store where nothing can be written. Thread-safe.</summary>
internal sealed class MemoryRing(long capacity)
{
    private readonly Queue<byte[]> _records = [];
    private long _bytes;

    /// <summary>Records that gave way to newer ones.</summary>
    public long Evicted { get; private set; }

    /// <summary>Records that are there.</summary>
    public int Count
    {
        get
        {
            lock (_records) return _records.Count;
        }
    }

    public void Add(byte[] record)
    {
        lock (_records)
        {
            _records.Enqueue(record);
            _bytes += record.Length;
            while (_bytes > capacity && _records.Count > 1)
            {
                _bytes -= _records.Dequeue().Length;
                Evicted++;
            }
        }
    }

    /// <summary>Oldest first.</summary>
    public byte[][] Snapshot()
    {
        lock (_records) return [.. _records];
    }
}
