using System.Buffers;
using System.Text.Json;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>Parses JSON as Python writes it: NaN, Infinity and -Infinity stand bare where .NET allows only numbers; they are taken as strings.</summary>
internal static class LenientJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512 };

    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException) when (MayHoldBareWord(utf8.Span))
        {
            return JsonDocument.Parse(QuoteBareWords(utf8.Span), Options);
        }
    }

    private static bool MayHoldBareWord(ReadOnlySpan<byte> utf8) => utf8.IndexOf("NaN"u8) >= 0 || utf8.IndexOf("Infinity"u8) >= 0;

    private static ReadOnlyMemory<byte> QuoteBareWords(ReadOnlySpan<byte> utf8)
    {
        var output = new ArrayBufferWriter<byte>(utf8.Length + 64);
        var inString = false;
        for (var i = 0; i < utf8.Length;)
        {
            var length = inString ? 0 : BareWord(utf8[i..]);
            if (length > 0)
            {
                output.Write("\""u8);
                output.Write(utf8.Slice(i, length));
                output.Write("\""u8);
                i += length;
                continue;
            }
            var step = inString && utf8[i] is (byte)'\\' && i + 1 < utf8.Length ? 2 : 1;
            if (utf8[i] is (byte)'"') inString = !inString;
            output.Write(utf8.Slice(i, step));
            i += step;
        }
        return output.WrittenMemory;
    }

    private static int BareWord(ReadOnlySpan<byte> at)
        => at.StartsWith("NaN"u8) ? 3
            : at.StartsWith("Infinity"u8) ? 8
            : at.StartsWith("-Infinity"u8) ? 9
            : 0;
}
