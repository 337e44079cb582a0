using System.IO.Compression;

namespace MlflowAutolog.Exchanges;

/// <summary>Undoes <c>Content-Encoding</c> on our copy of a body: below the handler's own decompression the tap sees compressed bytes.</summary>
internal static class BodyDecoder
{
    // .NET cannot read them, and what is no text must not be taken for one. A name that is none of them may be a server's mistake.
    private static readonly HashSet<string> Unreadable = ["ZSTD", "COMPRESS", "X-COMPRESS", "DCB", "DCZ"];

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
        var name = encoding.ToUpperInvariant();
        if (Unreadable.Contains(name)) return new CapturedBody(default, default, body.Head.Length + body.LeftOut + body.Tail.Length);
        Stream? decoder = name switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(source, CompressionMode.Decompress),
            "DEFLATE" => IsZLib(body.Head.Span) ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress),
            "BR" => new BrotliStream(source, CompressionMode.Decompress),
            _ => null,
        };
        if (decoder is null) return body;
        using (decoder)
        {
            var decoded = ReadAll(decoder, cap);
            // Behind the hole nothing can be decoded: what is left out are the bytes as they came.
            return body.IsWhole ? decoded : decoded with { LeftOut = decoded.LeftOut + body.LeftOut + body.Tail.Length };
        }
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
