using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Embeddings;

/// <summary>What is kept of a vector, or of a list of vectors.</summary>
/// <param name="Count">Null for a single one.</param>
/// <param name="Dimensions">Of each; null when there is none.</param>
internal readonly record struct VectorShape(long? Count, int? Dimensions)
{
    // The SDKs ask for base64 of 32-bit floats by themselves.
    private const int BytesPerNumber = 4;

    /// <summary>Null for what is no vector.</summary>
    public static VectorShape? Of(JsonElement vector) => vector.ValueKind switch
    {
        // One vector a token, as some models behind compatible servers have them.
        JsonValueKind.Array when vector.GetArrayLength() > 0 && vector[0].ValueKind == JsonValueKind.Array => new(vector.GetArrayLength(), vector[0].GetArrayLength()),
        JsonValueKind.Array => new(null, vector.GetArrayLength()),
        JsonValueKind.String when Base64.IsValid(Encoding.UTF8.GetBytes(WireText.Of(vector)!), out var bytes) => new(null, bytes / BytesPerNumber),
        _ => null,
    };

    public void Write(string name, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        if (Count is { } count) json.WriteNumber("count", count);
        if (Dimensions is { } dimensions) json.WriteNumber("dimensions", dimensions);
        json.WriteEndObject();
    }
}
