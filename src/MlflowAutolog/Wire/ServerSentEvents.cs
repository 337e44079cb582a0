using System.Buffers;

namespace MlflowAutolog.Wire;

/// <summary>Cuts a stream of server-sent events into its data texts. Works on bytes, so a character cut in two by the network is none of its concern.</summary>
internal ref struct ServerSentEvents(ReadOnlySpan<byte> body)
{
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];
    private readonly ReadOnlySpan<byte> _body = body;
    private int _at = body.StartsWith(Bom) ? Bom.Length : 0;

    /// <summary>The data of the current event; lines joined by a line feed.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Bytes up to the end of the current event.</summary>
    public readonly int Offset => _at;

    /// <summary>Goes to the next event that has data. One whose closing empty line is missing counts only at the end of the body.</summary>
    public bool MoveNext()
    {
        Data = default;
        ArrayBufferWriter<byte>? lines = null;
        var any = false;
        while (_at < _body.Length)
        {
            var line = NextLine();
            if (line.IsEmpty && any) return true;
            if (Field(line, out var value))
            {
                if (any) Data = Join(lines ??= BufferOf(Data), value);
                else Data = value;
                any = true;
            }
        }

        return any;
    }

    private ReadOnlySpan<byte> NextLine()
    {
        var rest = _body[_at..];
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (length < 0)
        {
            _at = _body.Length;
            return rest;
        }

        var isPair = rest[length] == '\r' && length + 1 < rest.Length && rest[length + 1] == '\n';
        _at += length + (isPair ? 2 : 1);
        return rest[..length];
    }

    private static bool Field(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (line.SequenceEqual("data"u8)) return true;
        if (!line.StartsWith("data:"u8)) return false;
        value = line[5..];
        if (value.StartsWith(" "u8)) value = value[1..];
        return true;
    }

    // One buffer that grows: an event may have nearly as many lines as bytes.
    private static ArrayBufferWriter<byte> BufferOf(ReadOnlySpan<byte> first)
    {
        var lines = new ArrayBufferWriter<byte>(first.Length + 1);
        lines.Write(first);
        return lines;
    }

    private static ReadOnlySpan<byte> Join(ArrayBufferWriter<byte> lines, scoped ReadOnlySpan<byte> next)
    {
        lines.Write("\n"u8);
        lines.Write(next);
        return lines.WrittenSpan;
    }
}
