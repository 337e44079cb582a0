using System.Text.Json;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>Where in a chunk a text stands, as a number that is equal in all chunks of one stream.</summary>
/// <remarks>
/// The names above it, and of each object its <c>index</c>, <c>output_index</c> or <c>content_index</c>; of the whole chunk also its <c>type</c> (Responses, Anthropic). Elements of a list
/// without an index follow one another in one place: the tokens of log probabilities.
/// </remarks>
internal sealed class ChunkPlaces(byte[] chunk)
{
    private readonly Stack<int> _above = new();
    private int _place;
    private long _last = -1;

    /// <summary>Goes on to the next text; null after the last.</summary>
    public int? Next(ref Utf8JsonReader reader)
    {
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    _place = HashCode.Combine(Above, Hash(reader.ValueSpan));
                    break;
                case JsonTokenType.StartObject:
                    _above.Push(HashCode.Combine(_place, IdentityOf(reader, isWhole: _above.Count == 0)));
                    break;
                case JsonTokenType.StartArray:
                    _above.Push(_place);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _above.Pop();
                    _place = Above;
                    break;
                case JsonTokenType.String when reader.TokenStartIndex != _last:
                    _last = reader.TokenStartIndex;
                    return _place;
            }
        }
        while (reader.Read());
        return null;
    }

    private int Above => _above.Count == 0 ? 0 : _above.Peek();

    /// <param name="reader">A copy: looking ahead moves nothing.</param>
    /// <param name="isWhole">Whether this is the chunk itself.</param>
    private int IdentityOf(Utf8JsonReader reader, bool isWhole)
    {
        var identity = new HashCode();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var counts = reader.ValueTextEquals("index"u8) || reader.ValueTextEquals("output_index"u8) || reader.ValueTextEquals("content_index"u8) || (isWhole && reader.ValueTextEquals("type"u8));
            reader.Read();
            if (counts && reader.TokenType is JsonTokenType.Number or JsonTokenType.String) identity.AddBytes(chunk.AsSpan((int)reader.TokenStartIndex, reader.ValueSpan.Length));
            reader.Skip();
        }

        return identity.ToHashCode();
    }

    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        return hash.ToHashCode();
    }
}
