using System.Buffers;
using System.Globalization;
using System.Text;

namespace MlflowAutolog.Tracing.Values;

/// <summary>JSON tokens into a growing UTF-8 buffer, non-ASCII unescaped. Lone surrogates become U+FFFD. Not thread-safe.</summary>
/// <remarks>Not <c>Utf8JsonWriter</c>: its most relaxed encoder still escapes everything beyond the BMP, and it cannot take back what it wrote.</remarks>
internal sealed class JsonOutput
{
    private const int LargestNumber = 64;
    private static readonly SearchValues<char> EscapedChars = SearchValues.Create(EscapedSet());
    private static readonly SearchValues<byte> EscapedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(EscapedSet()));

    private byte[] _bytes;

    public JsonOutput(int capacity = 1024) => _bytes = new byte[capacity];

    /// <summary>Whether what is written has been redacted: then a text may be cut anywhere, before that only where no secret is cut in two.</summary>
    public bool IsRedacted { get; init; }

    public int Length { get; private set; }

    public int Capacity => _bytes.Length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public byte[] ToArray() => Written.ToArray();

    /// <summary>Takes back everything after <paramref name="length"/>.</summary>
    public void Truncate(int length) => Length = length;

    public void BeginObject() => Append((byte)'{');

    public void EndObject() => Append((byte)'}');

    /// <summary>A text whose content comes as it is to stand there, by <see cref="Raw"/>.</summary>
    public void BeginText() => Append((byte)'"');

    public void EndText() => Append((byte)'"');

    public void BeginArray() => Append((byte)'[');

    public void EndArray() => Append((byte)']');

    /// <summary>A comma, unless this is the first in its container: no finished value ends with an opening bracket.</summary>
    public void Next()
    {
        if (Length > 0 && _bytes[Length - 1] is not ((byte)'{' or (byte)'['))
            Append((byte)',');
    }

    /// <summary>Comma if needed, name and colon.</summary>
    public void Name(ReadOnlySpan<char> name)
    {
        Next();
        Text(name);
        Append((byte)':');
    }

    public void Null() => Raw("null"u8);

    public void Flag(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Number(long value) => Formatted(value);

    /// <summary>The shortest form that reads back equal; NaN and the infinities, which JSON does not have, as text.</summary>
    public void Number(double value)
    {
        if (double.IsFinite(value))
            Formatted(value);
        else
            Text(value.ToString(CultureInfo.InvariantCulture));
    }

    public void Number(float value)
    {
        if (float.IsFinite(value))
            Formatted(value);
        else
            Text(value.ToString(CultureInfo.InvariantCulture));
    }

    public void Number(decimal value) => Formatted(value);

    public void Text(ReadOnlySpan<char> text)
    {
        Append((byte)'"');
        while (true)
        {
            int plain = text.IndexOfAny(EscapedChars);
            var run = plain < 0 ? text : text[..plain];
            Grow(Encoding.UTF8.GetMaxByteCount(run.Length));
            Length += Encoding.UTF8.GetBytes(run, _bytes.AsSpan(Length));
            if (plain < 0)
                break;
            Escape(text[plain]);
            text = text[(plain + 1)..];
        }

        Append((byte)'"');
    }

    /// <summary>Text that is valid UTF-8 already.</summary>
    public void Utf8Text(ReadOnlySpan<byte> utf8)
    {
        Append((byte)'"');
        while (true)
        {
            int plain = utf8.IndexOfAny(EscapedBytes);
            Raw(plain < 0 ? utf8 : utf8[..plain]);
            if (plain < 0)
                break;
            Escape((char)utf8[plain]);
            utf8 = utf8[(plain + 1)..];
        }

        Append((byte)'"');
    }

    public void Base64(ReadOnlySpan<byte> bytes)
    {
        Append((byte)'"');
        Grow(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        System.Buffers.Text.Base64.EncodeToUtf8(bytes, _bytes.AsSpan(Length), out _, out int written);
        Length += written;
        Append((byte)'"');
    }

    /// <summary>JSON that is whole and valid.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        Grow(json.Length);
        json.CopyTo(_bytes.AsSpan(Length));
        Length += json.Length;
    }

    private static string EscapedSet() => string.Concat(Enumerable.Range(0, 0x20).Select(code => (char)code)) + "\"\\";

    private void Escape(char character)
    {
        Append((byte)'\\');
        switch (character)
        {
            case '"' or '\\':
                Append((byte)character);
                break;
            case '\n':
                Append((byte)'n');
                break;
            case '\r':
                Append((byte)'r');
                break;
            case '\t':
                Append((byte)'t');
                break;
            default:
                Raw("u00"u8);
                Append((byte)"0123456789abcdef"[character >> 4]);
                Append((byte)"0123456789abcdef"[character & 15]);
                break;
        }
    }

    private void Formatted<T>(T value)
        where T : IUtf8SpanFormattable
    {
        Grow(LargestNumber);
        value.TryFormat(_bytes.AsSpan(Length), out int written, default, CultureInfo.InvariantCulture);
        Length += written;
    }

    private void Append(byte value)
    {
        Grow(1);
        _bytes[Length++] = value;
    }

    private void Grow(int more)
    {
        if (_bytes.Length - Length < more)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
    }
}
