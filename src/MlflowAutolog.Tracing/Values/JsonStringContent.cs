using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace MlflowAutolog.Tracing.Values;

/// <summary>What a JSON string says, as valid UTF-8. Never throws, unlike the reader's own methods: a stream cut inside a surrogate pair is no reason to lose a span.</summary>
internal static class JsonStringContent
{
    /// <summary>An invalid byte becomes the three bytes of U+FFFD.</summary>
    public static int MaxLength(ReadOnlySpan<byte> raw) => raw.Length * 3;

    /// <summary>Whether <see cref="Decode"/> would give <paramref name="raw"/> back.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> raw) => !raw.Contains((byte)'\\') && Utf8.IsValid(raw);

    /// <summary>Resolves escapes, replaces lone surrogates and invalid bytes, and drops U+0000 (no database column of MLflow's takes it).</summary>
    /// <param name="raw">What stands between the quotes.</param>
    /// <param name="destination">At least <see cref="MaxLength"/>.</param>
    /// <returns>Bytes written.</returns>
    public static int Decode(ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        int written = 0;
        while (!raw.IsEmpty)
        {
            int escape = raw.IndexOf((byte)'\\');
            written += CopyValid(escape < 0 ? raw : raw[..escape], destination[written..]);
            if (escape < 0)
                break;
            raw = raw[escape..];
            written += Unescape(ref raw, destination[written..]);
        }

        return written;
    }

    /// <summary>As <see cref="Decode"/>.</summary>
    public static string ToText(ReadOnlySpan<byte> raw)
    {
        if (IsPlain(raw))
            return Encoding.UTF8.GetString(raw);
        byte[] decoded = new byte[MaxLength(raw)];
        return Encoding.UTF8.GetString(decoded, 0, Decode(raw, decoded));
    }

    private static int CopyValid(ReadOnlySpan<byte> run, Span<byte> destination)
    {
        if (Utf8.IsValid(run))
        {
            run.CopyTo(destination);
            return run.Length;
        }

        int written = 0;
        while (!run.IsEmpty)
        {
            Rune.DecodeFromUtf8(run, out var rune, out int consumed);
            written += rune.EncodeToUtf8(destination[written..]);
            run = run[consumed..];
        }

        return written;
    }

    private static int Unescape(ref ReadOnlySpan<byte> raw, Span<byte> destination)
    {
        if (raw.Length < 2 || raw[1] != 'u')
        {
            byte kind = raw.Length < 2 ? (byte)'\\' : raw[1];
            raw = raw[Math.Min(2, raw.Length)..];
            destination[0] = kind switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                _ => kind,
            };
            return 1;
        }

        var first = Unit(raw);
        raw = raw[Math.Min(6, raw.Length)..];
        if (first == '\0')
            return 0;
        if (char.IsHighSurrogate(first) && raw.StartsWith("\\u"u8) && Unit(raw) is var second && char.IsLowSurrogate(second))
        {
            raw = raw[6..];
            return new Rune(first, second).EncodeToUtf8(destination);
        }

        return (Rune.TryCreate(first, out var rune) ? rune : Rune.ReplacementChar).EncodeToUtf8(destination);
    }

    private static char Unit(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6 && ushort.TryParse(escape.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit)
            ? (char)unit
            : '\uFFFD';
}
