using System.Text.Json;

namespace MlflowAutolog.Fuzzing.Corpus;

/// <summary>Where the values and the members of a JSON text stand.</summary>
internal static class JsonParts
{
    public static void Find(ReadOnlySpan<byte> json, int offset, List<Part> values, List<Part> members)
    {
        var reader = new Utf8JsonReader(json);
        var open = new Stack<(int Start, int? Name)>();
        int? name = null;
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    name = start;
                    continue;
                }

                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    open.Push((start, name));
                    name = null;
                    continue;
                }

                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) (start, name) = open.Pop();
                var end = offset + (int)reader.BytesConsumed;
                values.Add(new Part(offset + start, end));
                if (name is { } begin) members.Add(new Part(offset + begin, end));
                name = null;
            }
        }
        catch (JsonException)
        {
            // A form, a text, a sound: taken apart as bytes only.
        }
    }
}
