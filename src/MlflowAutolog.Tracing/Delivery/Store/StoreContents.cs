using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Everything that the local store holds, on disk and in memory.</summary>
internal sealed class StoreContents(SegmentFolder folder, MemoryRing ring)
{
    /// <summary>Records in the order they were written, each with the segment it is in; empty for those in memory.</summary>
    /// <param name="containing">When not empty, only records with these bytes in them.</param>
    /// <param name="cancellationToken">Ends it between two segments.</param>
    /// <param name="segments">When given, only these.</param>
    /// <param name="ids">When given, records of other traces are passed over without parsing them.</param>
    public IEnumerable<(string Segment, TraceData Part)> Read(byte[] containing, CancellationToken cancellationToken, IReadOnlySet<string>? segments = null, IReadOnlySet<string>? ids = null)
    {
        foreach (var segment in folder.Segments().Where(path => segments?.Contains(path) ?? true))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var part in ReadSegment(segment, containing, ids)) yield return (segment, part);
        }

        foreach (var record in ring.Snapshot())
        {
            if (record.AsSpan().IndexOf(containing) >= 0 && TraceRecord.MayBeOf(record, ids)) yield return ("", TraceRecord.Read(record));
        }
    }

    private static IReadOnlyList<TraceData> ReadSegment(string segment, byte[] containing, IReadOnlySet<string>? ids)
    {
        try
        {
            return SegmentReader.Read(segment, containing, ids);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Trimmed since it was listed, or another user's.
            SelfLog.ReportWords("store", exception);
            return [];
        }
    }
}
