namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Goes from intact record to intact record; behind a broken one it looks for the next mark.</summary>
internal sealed class RecordCursor(ReadOnlyMemory<byte> segment, int start)
{
    private int _next = start;

    public byte Kind { get; private set; }

    public ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>Records that were complete but not intact, and stretches that were no record at all. A torn tail does not count.</summary>
    public int Broken { get; private set; }

    public bool MoveNext()
    {
        var expected = _next;
        for (var at = expected; at >= 0; at = MarkBehind(at))
        {
            if (!TryRead(at)) continue;
            if (at > expected) Broken++;
            return true;
        }
        if (IsComplete(expected)) Broken++;
        _next = segment.Length;
        return false;
    }

    private bool TryRead(int at)
    {
        if (!IsComplete(at)) return false;
        var bytes = segment.Span[at..];
        var length = SegmentFormat.ClaimedLength(bytes);
        if (!SegmentFormat.IsIntact(bytes, bytes.Slice(SegmentFormat.RecordHeadLength, length))) return false;
        Kind = bytes[SegmentFormat.RecordHeadLength - 1];
        Payload = segment.Slice(at + SegmentFormat.RecordHeadLength, length);
        _next = at + SegmentFormat.RecordHeadLength + length;
        return true;
    }

    private bool IsComplete(int at)
    {
        var bytes = segment.Span[at..];
        var length = SegmentFormat.ClaimedLength(bytes);
        return length >= 0 && length <= bytes.Length - SegmentFormat.RecordHeadLength;
    }

    private int MarkBehind(int at)
    {
        var from = at + 1;
        if (from >= segment.Length) return -1;
        var found = segment.Span[from..].IndexOf(SegmentFormat.Mark);
        return found < 0 ? -1 : from + found;
    }
}
