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
            if (!member.NameEquals("data")) WireMember.Write(json, member);
            else if (member.Value.ValueKind == JsonValueKind.Array) WriteData(member.Value, json);
            else if (WireText.Of(member.Value) is { } cut) CutVectors.Write("data", cut, json);
            else WireMember.Write(json, member);
        }

        json.WriteEndObject();
    }

    private static void WriteData(JsonElement data, Utf8JsonWriter json)
    {
        json.WriteStartArray("data");
        foreach (var item in data.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object) WriteItem(item, json);
            else WireText.Write(json, item);
        }

        json.WriteEndArray();
    }

    private static void WriteItem(JsonElement item, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var member in item.EnumerateObject())
        {
            if (member.NameEquals("embedding") && VectorShape.Of(member.Value) is { } shape) shape.Write("embedding", json);
            else WireMember.Write(json, member);
        }

        json.WriteEndObject();
    }
}
