using System.Buffers;
using System.IO.Pipelines;

namespace MlflowAutolog.TestSupport.Hosting;

/// <summary>Keeps a copy of the bytes that its reader consumes, so that a request can be compared as it came over the wire.</summary>
internal sealed class RecordingPipeReader(PipeReader inner) : PipeReader
{
    private readonly ArrayBufferWriter<byte> _consumed = new();
    private ReadOnlySequence<byte> _buffer;

    /// <summary>The bytes consumed since the last call.</summary>
    public byte[] Take()
    {
        lock (_consumed)
        {
            var bytes = _consumed.WrittenSpan.ToArray();
            _consumed.Clear();
            return bytes;
        }
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.ReadAsync(cancellationToken);
        _buffer = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        var read = inner.TryRead(out result);
        if (read) _buffer = result.Buffer;
        return read;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        lock (_consumed)
        {
            foreach (var segment in _buffer.Slice(_buffer.Start, consumed)) _consumed.Write(segment.Span);
        }

        _buffer = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);
}
