using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>An embeddings reply with each vector as its number of dimensions: nobody reads the numbers, and they are most of the bytes.</summary>
internal static class EmbeddingVectors
{
    private const int BytesPerNumber = 4;

    public static byte[] Shorten(JsonElement reply) => JsonBytes.Write(reply, Write);

    private static void Write(JsonElement reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var member in reply.EnumerateObject())
        {
            if (member.NameEquals("data") && member.Value.ValueKind == JsonValueKind.Array) WriteData(member.Value, json);
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
            if (member.NameEquals("embedding") && Dimensions(member.Value) is { } dimensions)
            {
                json.WriteStartObject("embedding");
                json.WriteNumber("dimensions", dimensions);
                json.WriteEndObject();
            }
            else
            {
                member.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    // The SDKs ask for base64 of 32-bit floats by themselves.
    private static int? Dimensions(JsonElement vector) => vector.ValueKind switch
    {
        JsonValueKind.Array => vector.GetArrayLength(),
        JsonValueKind.String when Base64.IsValid(Encoding.UTF8.GetBytes(vector.GetString()!), out var bytes) => bytes / BytesPerNumber,
        _ => null,
    };
}
