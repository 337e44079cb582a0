using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>Writes JSON into an array of its own.</summary>
internal static class JsonBytes
{
    // The bytes go into JSON documents and never into HTML; the default would double the size of every text that is not English.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write<TState>(TState state, Action<TState, Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) write(state, json);
        return buffer.WrittenSpan.ToArray();
    }
}
