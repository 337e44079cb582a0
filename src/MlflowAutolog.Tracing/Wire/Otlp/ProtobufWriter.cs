using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;

namespace MlflowAutolog.Tracing.Wire.Otlp;

/// <summary>Protobuf fields into a pooled, growing buffer. Field numbers are below 16, so a tag is one byte. Not thread-safe.</summary>
internal sealed class ProtobufWriter : IDisposable
{
    private const int LengthSize = 5;
    private const int SmallText = 0x7F / 3;
    private const int VarintType = 0, Fixed64Type = 1, LengthType = 2;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int _length;

    public int Length => _length;

    /// <summary>Takes back everything after <paramref name="length"/>; no message opened before it may have been closed since.</summary>
    public void Truncate(int length) => _length = length;

    /// <summary>Until the writer is disposed: then its buffer is somebody else's.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    /// <summary>Whole fields that another writer wrote.</summary>
    public void Fields(ReadOnlySpan<byte> written) => written.CopyTo(Take(written.Length));

    public void Varint(int field, ulong value)
    {
        Tag(field, VarintType);
        Varint(value);
    }

    public void Fixed64(int field, ulong value)
    {
        Tag(field, Fixed64Type);
        BinaryPrimitives.WriteUInt64LittleEndian(Take(sizeof(ulong)), value);
    }

    public void Double(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthType);
        Varint((ulong)value.Length);
        value.CopyTo(Take(value.Length));
    }

    /// <summary>Lone surrogates become U+FFFD, U+0000 is left out: PostgreSQL answers it with a 500 for the whole request.</summary>
    public void Text(int field, string value)
    {
        if (value.Contains('\0'))
            value = value.Replace("\0", null, StringComparison.Ordinal);
        if (value.Length <= SmallText)
        {
            Small(field, value);
            return;
        }

        Tag(field, LengthType);
        int size = Encoding.UTF8.GetByteCount(value);
        Varint((ulong)size);
        Encoding.UTF8.GetBytes(value, Take(size));
    }

    /// <summary>A message of a key and a text in a message of its own, in one pass; false, and nothing is written, for what is long or not plain ASCII.</summary>
    public bool TryPlainPair(int field, int keyField, string key, int valueField, int textField, string value)
    {
        const int Heads = 8;
        int size = Heads + key.Length + value.Length;
        if (size > 0x7F)
            return false;
        if (_bytes.Length - _length < size)
            Grow(size);
        var target = _bytes.AsSpan(_length, size);
        if (!TryPlain(key, target[4..]) || !TryPlain(value, target[(Heads + key.Length)..]))
            return false;
        target[0] = (byte)(field << 3 | LengthType);
        target[1] = (byte)(size - 2);
        target[2] = (byte)(keyField << 3 | LengthType);
        target[3] = (byte)key.Length;
        var second = target[(4 + key.Length)..];
        second[0] = (byte)(valueField << 3 | LengthType);
        second[1] = (byte)(value.Length + 2);
        second[2] = (byte)(textField << 3 | LengthType);
        second[3] = (byte)value.Length;
        _length += size;
        return true;
    }

    public void TraceId(int field, ActivityTraceId id)
    {
        Tag(field, LengthType);
        Varint(16);
        id.CopyTo(Take(16));
    }

    public void SpanId(int field, ActivitySpanId id)
    {
        Tag(field, LengthType);
        Varint(8);
        id.CopyTo(Take(8));
    }

    /// <summary>Opens a message whose length is not known yet; give the result to <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        if (_bytes.Length - _length < 1 + LengthSize)
            Grow(1 + LengthSize);
        _bytes[_length] = (byte)(field << 3 | LengthType);
        return _length += 1 + LengthSize;
    }

    /// <summary>Opens a message that is surely shorter than 128 bytes; give the result to <see cref="EndShort"/>.</summary>
    public int BeginShort(int field)
    {
        var head = Take(2);
        head[0] = (byte)(field << 3 | LengthType);
        return _length;
    }

    public void EndShort(int start) => _bytes[start - 1] = (byte)(_length - start);

    /// <summary>Whether a message with this text alone may be opened as short.</summary>
    public static bool IsShort(string value) => value.Length < SmallText;

    /// <summary>Writes the length: in one byte for a small message, which is moved up, else padded to the room that was kept (any reader takes that).</summary>
    public void End(int start)
    {
        int size = _length - start;
        var length = _bytes.AsSpan(start - LengthSize, LengthSize);
        if (size < 0x80)
        {
            length[0] = (byte)size;
            _bytes.AsSpan(start, size).CopyTo(_bytes.AsSpan(start - LengthSize + 1));
            _length -= LengthSize - 1;
            return;
        }

        for (int i = 0; i < LengthSize - 1; i++, size >>= 7)
            length[i] = (byte)(size | 0x80);
        length[LengthSize - 1] = (byte)size;
    }

    /// <summary>Whatever it holds, its length takes one byte: written in one pass.</summary>
    private void Small(int field, string value)
    {
        int room = 2 + value.Length * 3;
        if (_bytes.Length - _length < room)
            Grow(room);
        var target = _bytes.AsSpan(_length, room);
        int size = Encoding.UTF8.GetBytes(value, target[2..]);
        target[0] = (byte)(field << 3 | LengthType);
        target[1] = (byte)size;
        _length += 2 + size;
    }

    private static bool TryPlain(string text, Span<byte> target)
    {
        // Short as they are, a loop beats the vectorised conversion and its set-up.
        if (target.Length < text.Length)
            return false;
        for (int i = 0; i < text.Length; i++)
        {
            uint character = text[i];
            if (character - 1 >= 0x7F)
                return false;
            target[i] = (byte)character;
        }

        return true;
    }

    private void Tag(int field, int wireType) => Take(1)[0] = (byte)(field << 3 | wireType);

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Take(1)[0] = (byte)(value | 0x80);
        Take(1)[0] = (byte)value;
    }

    private Span<byte> Take(int size)
    {
        if (_bytes.Length - _length < size)
            Grow(size);
        var taken = _bytes.AsSpan(_length, size);
        _length += size;
        return taken;
    }

    private void Grow(int size)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, (long)_length + size)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
