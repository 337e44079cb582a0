using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Embeddings;

/// <summary>The vectors of a reply that was too large to be kept: how many, by the index of the last, and of what size, by the first.</summary>
internal static class CutVectors
{
    private const string Index = "\"index\"";

    /// <param name="name">Of the member they stand in.</param>
    /// <param name="text">Head and tail of the list, as far as they were kept.</param>
    /// <param name="json">Where it goes.</param>
    public static void Write(string name, string text, Utf8JsonWriter json) => new VectorShape(LastIndex(text) + 1, FirstVector(text)?.Dimensions).Write(name, json);

    private static long? LastIndex(string text)
    {
        var at = text.LastIndexOf(Index, StringComparison.Ordinal);
        if (at < 0) return null;
        var number = text.AsSpan(at + Index.Length).TrimStart(": \t\r\n");
        var end = number.IndexOfAnyExceptInRange('0', '9');
        return long.TryParse(end < 0 ? number : number[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
    }

    private static VectorShape? FirstVector(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("embedding"u8)) continue;
                return JsonDocument.TryParseValue(ref reader, out var vector) ? Shape(vector) : null;
            }
        }
        catch (JsonException)
        {
            // The note about the hole is no JSON, and nothing before it was a whole vector.
        }

        return null;
    }

    private static VectorShape? Shape(JsonDocument vector)
    {
        using (vector) return VectorShape.Of(vector.RootElement);
    }
}
