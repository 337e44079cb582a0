namespace MlflowAutolog.Exchanges;

/// <summary>Collects a body as it passes by: all of it up to the cap, beyond that its head and its tail, where formats keep the model and the usage.</summary>
internal sealed class BodyBuffer(int cap) : IByteSink
{
    private const int FirstBlock = 4096;
    private readonly int _headCap = cap - cap / 2;
    private readonly int _tailCap = cap / 2;
    private byte[] _head = [];
    private int _headLength;
    private byte[]? _tail;
    private long _total;

    public long Length => _total;

    /// <summary>Makes room for a body of that length, so that it is copied once.</summary>
    public void Expect(long length)
    {
        if (length > _head.Length && length <= cap) Array.Resize(ref _head, (int)length);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var head = Math.Min(bytes.Length, HeadLimit - _headLength);
        if (head > 0) AppendHead(bytes[..head]);
        _total += Math.Max(head, 0);
        if (head < bytes.Length) AppendTail(bytes[Math.Max(head, 0)..]);
    }

    public void Reset()
    {
        _headLength = 0;
        _total = 0;
        _tail = null;
    }

    /// <summary>The body of bytes that are at hand.</summary>
    public static CapturedBody Collect(ReadOnlySpan<byte> bytes, int cap)
    {
        var buffer = new BodyBuffer(cap);
        buffer.Expect(bytes.Length);
        buffer.Append(bytes);
        return buffer.ToBody();
    }

    public CapturedBody ToBody()
    {
        var head = _head.AsMemory(0, _headLength);
        if (_tail is not { } tail) return new CapturedBody(head, default, 0);
        var beyond = _total - _headLength;
        var kept = (int)Math.Min(beyond, tail.Length);
        var ordered = new byte[kept];
        for (var i = 0; i < kept; i++) ordered[i] = tail[(int)((beyond - kept + i) % tail.Length)];
        return new CapturedBody(head, ordered, beyond - kept);
    }

    // Until the cap is passed everything goes into the head; only then is it known that a tail is needed.
    private int HeadLimit => _tail is null ? cap : _headLength;

    private void AppendHead(ReadOnlySpan<byte> bytes)
    {
        var needed = _headLength + bytes.Length;
        if (needed > _head.Length)
            Array.Resize(ref _head, Math.Min(cap, Math.Max(needed, Math.Max(FirstBlock, _head.Length * 2))));
        bytes.CopyTo(_head.AsSpan(_headLength));
        _headLength = needed;
    }

    private void AppendTail(ReadOnlySpan<byte> bytes)
    {
        if (_tail is null)
        {
            _tail = new byte[Math.Max(1, _tailCap)];
            var moved = _head.AsSpan(_headCap, _headLength - _headCap);
            _total = _headCap;
            _headLength = _headCap;
            WriteTail(moved);
        }

        WriteTail(bytes);
    }

    private void WriteTail(ReadOnlySpan<byte> bytes)
    {
        var tail = _tail!;
        if (bytes.Length > tail.Length)
        {
            _total += bytes.Length - tail.Length;
            bytes = bytes[^tail.Length..];
        }

        var at = (int)((_total - _headLength) % tail.Length);
        var first = Math.Min(bytes.Length, tail.Length - at);
        bytes[..first].CopyTo(tail.AsSpan(at));
        bytes[first..].CopyTo(tail);
        _total += bytes.Length;
    }
}
