using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>Names of members that hold half of a surrogate pair: asking a JSON object for any member throws when one of its names is of that kind.</summary>
internal static class ReadableNames
{
    /// <summary>The same bytes where there are none, as good as always; else a copy in which such names are question marks.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> json, int maxDepth)
    {
        if (json.Span.IndexOf("\\ud"u8) < 0 && json.Span.IndexOf("\\uD"u8) < 0) return json;
        byte[]? copy = null;
        try
        {
            var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = maxDepth });
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueIsEscaped || IsReadable(ref reader)) continue;
                copy ??= json.ToArray();
                copy.AsSpan((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length).Fill((byte)'?');
            }
        }
        catch (JsonException)
        {
            // No JSON: whoever parses it finds that, too.
        }

        return copy ?? json;
    }

    private static bool IsReadable(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            // Half a pair.
            return false;
        }
    }
}
