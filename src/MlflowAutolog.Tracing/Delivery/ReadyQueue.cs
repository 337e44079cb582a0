using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>A trace that can be sent, and its place in the order of hand-over.</summary>
internal readonly record struct ReadyTrace(TraceData Trace, long Order, long Size);

/// <summary>Assembled traces in order, cut into batches. Not thread-safe: the loop owns it.</summary>
internal sealed class ReadyQueue(BatchLimits limits)
{
    private readonly List<ReadyTrace> _items = [];
    private long _spans;
    private long _bytes;

    public bool IsEmpty => _items.Count == 0;

    /// <summary>A batch is full: there is no reason to wait or to assemble more.</summary>
    public bool IsFull => _items.Count >= limits.Traces || _spans >= limits.Spans || _bytes >= limits.Bytes;

    public long LastOrder { get; private set; }

    /// <summary>Whether nothing up to this place waits any more. What is tried again keeps its place, so the first item is the oldest.</summary>
    public bool IsPast(long order) => _items.Count == 0 || _items[0].Order > order;

    public void Add(TraceData trace, long size)
    {
        _items.Add(new ReadyTrace(trace, ++LastOrder, size));
        Weigh(trace, size, 1);
    }

    /// <summary>Takes the oldest traces that fit one batch, at least one.</summary>
    public List<ReadyTrace> TakeBatch()
    {
        var batch = new List<ReadyTrace>();
        long spans = 0, bytes = 0;
        foreach (var item in _items)
        {
            spans += item.Trace.Spans.Count;
            bytes += item.Size;
            if (batch.Count > 0 && (batch.Count >= limits.Traces || spans > limits.Spans || bytes > limits.Bytes)) break;
            batch.Add(item);
        }

        Remove(batch);
        return batch;
    }

    public List<ReadyTrace> TakeAll()
    {
        var all = new List<ReadyTrace>(_items);
        Remove(all);
        return all;
    }

    /// <summary>Puts traces of the last batch back to the front, in their order.</summary>
    public void PutBack(List<ReadyTrace> traces)
    {
        _items.InsertRange(0, traces);
        foreach (var item in traces) Weigh(item.Trace, item.Size, 1);
    }

    private void Remove(List<ReadyTrace> front)
    {
        _items.RemoveRange(0, front.Count);
        foreach (var item in front) Weigh(item.Trace, item.Size, -1);
    }

    private void Weigh(TraceData trace, long size, int sign)
    {
        _spans += sign * trace.Spans.Count;
        _bytes += sign * size;
    }
}
