using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Embeddings;

/// <summary>An embeddings reply with each vector as its number of dimensions: nobody reads the numbers, and they are most of the bytes.</summary>
internal static class EmbeddingVectors
{
    public static byte[] Shorten(JsonElement reply) => JsonBytes.Write(reply, Write);

    private static void Write(JsonElement reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var member in reply.EnumerateObject())
        {
            if (!member.NameEquals("data")) member.WriteTo(json);
            else if (member.Value.ValueKind == JsonValueKind.Array) WriteData(member.Value, json);
            else if (member.Value.ValueKind == JsonValueKind.String) CutVectors.Write(member.Name, member.Value.GetString()!, json);
            else member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteData(JsonElement data, Utf8JsonWriter json)
    {
        json.WriteStartArray("data");
        foreach (var item in data.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object) WriteItem(item, json);
            else item.WriteTo(json);
        }

        json.WriteEndArray();
    }

    private static void WriteItem(JsonElement item, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var member in item.EnumerateObject())
        {
            if (member.NameEquals("embedding") && VectorShape.Of(member.Value) is { } shape) shape.Write(member.Name, json);
            else member.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
