using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>MLflow's <c>traces.json</c>: the artifact of older servers, the record of our store, and what a server answers for an artifact.</summary>
internal static class TracesJson
{
    /// <summary>Text stays readable (and can be searched for) as it is written; the files are data, never part of a page.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>UTF-8 JSON, <c>{"spans":[…]}</c>.</summary>
    public static byte[] Write(TraceData trace)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions)) Write(json, trace.Spans);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same as one value of a larger document.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<SpanData> spans)
    {
        var writer = new TracesJsonWriter(json);
        json.WriteStartObject();
        json.WriteStartArray("spans"u8);
        foreach (var span in spans) writer.Write(span);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The spans, in the order they stand there.</summary>
    /// <exception cref="JsonException">It is no <c>traces.json</c>.</exception>
    public static IReadOnlyList<SpanData> Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = LenientJson.Parse(utf8);
        return Read(document.RootElement);
    }

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte})" />
    public static IReadOnlyList<SpanData> Read(JsonElement data)
    {
        if (data.ValueKind is not JsonValueKind.Object || !data.TryGetProperty("spans"u8, out var spans) || spans.ValueKind is not JsonValueKind.Array)
            throw new JsonException("A traces.json is an object with an array \"spans\".");
        return [.. spans.EnumerateArray().Select(TracesJsonReader.Read)];
    }
}
