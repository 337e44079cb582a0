namespace MlflowAutolog.Tracing.Model;

/// <summary>Which chunks of a stream get an event: the first 100, or 64 kB. A long stream would else be mostly events.</summary>
internal sealed class ChunkBudget
{
    private const int MostEvents = 100;
    private const int MostBytes = 64 * 1024;
    private int _events;
    private int _bytes;

    /// <summary>All chunks so far.</summary>
    public long Count { get; private set; }

    /// <summary>Those without an event.</summary>
    public long LeftOut => Count - _events;

    /// <summary>Counts one that gets no event.</summary>
    public void LeaveOut() => Count++;

    /// <summary>Whether this one gets an event. None does after the first that did not: events without a gap tell where they end.</summary>
    public bool TryTake(int bytes)
    {
        var isNext = Count++ == _events;
        if (!isNext || _events == MostEvents || _bytes + bytes > MostBytes) return false;
        _events++;
        _bytes += bytes;
        return true;
    }
}
