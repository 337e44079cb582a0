namespace MlflowAutolog.Tracing.Delivery;

/// <summary>What became of attachments: found = pending + delivered + dropped. Thread-safe.</summary>
internal sealed class AttachmentCounters
{
    private readonly object _gate = new();
    private readonly Dictionary<string, long> _dropped = [];
    private long _found;
    private long _delivered;

    /// <summary>From here on they are to be delivered: their spans are.</summary>
    public void Find(long count)
    {
        lock (_gate) _found += count;
    }

    public void Deliver(long count = 1)
    {
        lock (_gate) _delivered += count;
    }

    public void Drop(string reason, long count = 1)
    {
        lock (_gate) _dropped[reason] = _dropped.GetValueOrDefault(reason) + count;
    }

    /// <summary>One that is left out before anything is sent.</summary>
    public void LeaveOut()
    {
        lock (_gate)
        {
            _found++;
            _dropped[DropReasons.TooLarge] = _dropped.GetValueOrDefault(DropReasons.TooLarge) + 1;
        }
    }

    public (long Pending, long Delivered, IReadOnlyDictionary<string, long> Dropped) Snapshot()
    {
        lock (_gate) return (_found - _delivered - _dropped.Values.Sum(), _delivered, new Dictionary<string, long>(_dropped));
    }
}
