using System.IO.Compression;

namespace MlflowAutolog.Exchanges;

/// <summary>Undoes <c>Content-Encoding</c> on our copy of a body: below the handler's own decompression the tap sees compressed bytes.</summary>
internal static class BodyDecoder
{
    public static CapturedBody Decode(CapturedBody body, string? encoding, int cap)
    {
        if (string.IsNullOrEmpty(encoding) || body.IsEmpty) return body;
        var decoded = body;
        // Encodings are listed in the order they were applied.
        var names = encoding.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = names.Length - 1; i >= 0; i--) decoded = Inflate(decoded, names[i], cap);
        return decoded;
    }

    private static CapturedBody Inflate(CapturedBody body, string encoding, int cap)
    {
        var source = new MemoryStream(body.Head.ToArray(), writable: false);
        Stream? decoder = encoding.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(source, CompressionMode.Decompress),
            "DEFLATE" => IsZLib(body.Head.Span) ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress),
            "BR" => new BrotliStream(source, CompressionMode.Decompress),
            _ => null,
        };
        if (decoder is null) return body;
        using (decoder) return ReadAll(decoder, cap);
    }

    // The cap holds for the decoded bytes too: a small reply may unpack to gigabytes.
    private static CapturedBody ReadAll(Stream decoder, int cap)
    {
        var result = new BodyBuffer(cap);
        var block = new byte[8192];
        try
        {
            int read;
            while ((read = decoder.Read(block)) > 0) result.Append(block.AsSpan(0, read));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidOperationException)
        {
            // The reply was left early or cut, so its last block is incomplete; what came before is content all the same.
        }

        return result.ToBody();
    }

    private static bool IsZLib(ReadOnlySpan<byte> bytes)
        => bytes.Length >= 2 && (bytes[0] & 0x0F) == 8 && (bytes[0] * 256 + bytes[1]) % 31 == 0;
}
