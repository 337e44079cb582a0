using System.Buffers;
using System.Text.Json;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>Bodies of requests.</summary>
internal static class JsonBody
{
    /// <summary>An object; <paramref name="write"/> writes its members.</summary>
    public static ReadOnlyMemory<byte> Of<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            write(json, state);
            json.WriteEndObject();
        }

        return body.WrittenMemory;
    }

    /// <summary>An object of texts.</summary>
    public static ReadOnlyMemory<byte> Of(params ReadOnlySpan<(string Name, string Value)> members) => Of(members.ToArray(), static (json, members) =>
    {
        foreach (var (name, value) in members) json.WriteString(name, value);
    });

    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>MLflow's list of tags.</summary>
    public static void WriteTags(this Utf8JsonWriter json, IEnumerable<KeyValuePair<string, string>> tags)
    {
        json.WriteStartArray("tags"u8);
        foreach (var (key, value) in tags)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, key);
            json.WriteString("value"u8, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
