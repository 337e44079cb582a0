using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Reads a segment, also while it is written. A torn tail is no fault; a broken record is skipped and reported.</summary>
internal static class SegmentReader
{
    /// <param name="path">The segment's file.</param>
    /// <param name="containing">When given, only records with these bytes in them are parsed.</param>
    /// <param name="ids">When given, only records of these traces are parsed.</param>
    /// <exception cref="IOException">The file is gone, or cannot be read.</exception>
    public static IReadOnlyList<TraceData> Read(string path, ReadOnlySpan<byte> containing = default, IReadOnlySet<string>? ids = null) => Read(ReadAll(path), path, containing, ids);

    /// <param name="segment">All bytes of it.</param>
    /// <param name="origin">Names it in reports.</param>
    /// <param name="containing">When given, only records with these bytes in them are parsed.</param>
    /// <param name="ids">When given, only records of these traces are parsed.</param>
    public static IReadOnlyList<TraceData> Read(ReadOnlyMemory<byte> segment, string origin, ReadOnlySpan<byte> containing = default, IReadOnlySet<string>? ids = null)
    {
        var traces = new List<TraceData>();
        if (!SegmentFormat.IsHead(segment.Span))
        {
            // Shorter than its head: the writer died at the first bytes.
            if (segment.Length >= SegmentFormat.HeadLength) SelfLog.Report("store", $"{origin} is no segment of this version; it is skipped.");
            return traces;
        }
        var cursor = new RecordCursor(segment, SegmentFormat.HeadLength);
        while (cursor.MoveNext())
        {
            if (cursor.Kind == SegmentFormat.TraceKind && cursor.Payload.Span.IndexOf(containing) >= 0 && TraceRecord.MayBeOf(cursor.Payload.Span, ids)) Add(traces, cursor.Payload, origin);
        }
        if (cursor.Broken > 0) SelfLog.Report("store", $"{cursor.Broken} broken record(s) in {origin} are skipped.");
        return traces;
    }

    private static void Add(List<TraceData> traces, ReadOnlyMemory<byte> payload, string origin)
    {
        try
        {
            traces.Add(TraceRecord.Read(payload));
        }
        catch (JsonException exception)
        {
            // The checksum is right, so a newer version wrote something this one does not read.
            SelfLog.Report("store", $"A record in {origin} is skipped: {exception.Message}");
        }
    }

    private static byte[] ReadAll(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[file.Length];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length ? bytes : bytes[..read];
    }
}
