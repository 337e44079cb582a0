using System.Buffers.Text;
using System.IO.Pipelines;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>The whole of an HTTP reply to a request with that head.</summary>
internal delegate byte[] ReplyTo(ReadOnlySpan<byte> head);

/// <summary>A connection whose far side answers HTTP/1.1 requests with given bytes, without a socket: the HTTP stack above it is the real one.</summary>
internal sealed class InMemoryConnection(ReplyTo replyTo) : Stream
{
    private readonly Pipe _answers = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly byte[] _head = new byte[16 * 1024];
    private int _headLength;
    private byte[] _reply = [];
    private long _bodyLeft = -1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A handler of the real stack over such connections.</summary>
    public static SocketsHttpHandler Handler(ReplyTo replyTo) => new() { ConnectCallback = (_, _) => new ValueTask<Stream>(new InMemoryConnection(replyTo)) };

    /// <summary>The same where every request is answered alike.</summary>
    public static SocketsHttpHandler Handler(byte[] reply) => Handler(_ => reply);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var result = await _answers.Reader.ReadAsync(cancellationToken);
        var available = result.Buffer.Slice(0, Math.Min(buffer.Length, result.Buffer.Length));
        var at = 0;
        foreach (var segment in available)
        {
            segment.CopyTo(buffer[at..]);
            at += segment.Length;
        }

        _answers.Reader.AdvanceTo(available.End);
        return at;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_bodyLeft < 0) buffer = ReadHead(buffer);
        _bodyLeft -= buffer.Length;
        if (_bodyLeft == 0) Answer();
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <returns>What of the bytes belongs to the body.</returns>
    private ReadOnlySpan<byte> ReadHead(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, _head.Length - _headLength);
        bytes[..taken].CopyTo(_head.AsSpan(_headLength));
        var before = _headLength;
        _headLength += taken;
        var head = _head.AsSpan(0, _headLength);
        var end = head.IndexOf("\r\n\r\n"u8);
        // Not yet whole; a body of nothing must not be taken for its end.
        if (end < 0) return [];
        var length = head.IndexOf("Content-Length: "u8) + "Content-Length: ".Length;
        if (!Utf8Parser.TryParse(head[length..], out _bodyLeft, out _)) throw new NotSupportedException("Only requests of known length are read.");
        _headLength = 0;
        _reply = replyTo(head[..end]);
        return bytes[(end + 4 - before)..];
    }

    private void Answer()
    {
        _bodyLeft = -1;
        _answers.Writer.WriteAsync(_reply).AsTask().GetAwaiter().GetResult();
    }
}
