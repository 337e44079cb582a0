using System.Buffers;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Keeps the spans that the server refused for good, one JSON line each with the server's words, for a person to look at. Nothing reads it again. Thread-safe.</summary>
/// <param name="folder">Made at the first refusal.</param>
/// <param name="capacity">A file that would grow beyond this many bytes starts over.</param>
internal sealed class DeadLetter(string folder, long capacity = 16 << 20)
{
    private readonly object _gate = new();

    public string Path { get; } = System.IO.Path.Combine(folder, "dead-letter.jsonl");

    /// <summary>Never throws: what cannot be kept is reported.</summary>
    public void Add(TraceData spans, string reason)
    {
        try
        {
            var line = LineOf(spans, reason);
            lock (_gate) Append(line);
        }
        catch (Exception exception)
        {
            // The folder cannot be written, another process writes at this moment, or the spans are beyond writing: they are counted and reported as refused all the same.
            SelfLog.Report("dead_letter", exception);
        }
    }

    private static byte[] LineOf(TraceData spans, string reason)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, TracesJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("reason"u8, reason);
            json.WriteString("trace_id"u8, spans.Id);
            json.WritePropertyName("trace"u8);
            TracesJson.Write(json, spans.Spans);
            json.WriteEndObject();
        }

        byte[] line = [.. buffer.WrittenSpan, (byte)'\n'];
        // An application's own JSON is written as it is; a line break there is white space, because in a text it is escaped.
        foreach (ref var character in line.AsSpan(0, line.Length - 1))
        {
            if (character is (byte)'\n' or (byte)'\r') character = (byte)' ';
        }

        return line;
    }

    private void Append(byte[] line)
    {
        PrivateFile.CreateFolder(folder);
        using var file = PrivateFile.Open(Path, FileMode.OpenOrCreate, FileShare.Read);
        if (file.Length + line.Length > capacity) file.SetLength(0);
        file.Seek(0, SeekOrigin.End);
        file.Write(line);
    }
}
