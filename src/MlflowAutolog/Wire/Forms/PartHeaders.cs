using System.Text;

namespace MlflowAutolog.Wire.Forms;

/// <summary>What the headers of a part say.</summary>
internal readonly record struct PartHeaders(string? Disposition, string? ContentType)
{
    /// <summary>Null when they are not there to their end.</summary>
    /// <param name="part">Headers, an empty line, content.</param>
    /// <param name="length">Bytes up to the content.</param>
    public static PartHeaders? Read(ReadOnlySpan<byte> part, out int length)
    {
        var headers = default(PartHeaders);
        length = 0;
        while (part[length..].IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = part.Slice(length, end).TrimEnd((byte)'\r');
            length += end + 1;
            if (line.IsEmpty) return headers;
            headers = headers.With(line);
        }

        return null;
    }

    private PartHeaders With(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0) return this;
        // Browsers and most clients send names as UTF-8, whatever the older standards say.
        var value = Encoding.UTF8.GetString(line[(colon + 1)..]).Trim();
        return Encoding.ASCII.GetString(line[..colon]).Trim().ToUpperInvariant() switch
        {
            "CONTENT-DISPOSITION" => this with { Disposition = value },
            "CONTENT-TYPE" => this with { ContentType = value },
            _ => this,
        };
    }
}
