using System.Buffers;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Keeps what could not be delivered for a later process, in the local store's format. Thread-safe.</summary>
internal sealed class Spool : ISpill
{
    private readonly SegmentFolder _folder;
    private readonly HashSet<string> _handedOut = [];
    private readonly object _gate = new();

    public Spool(string path, TimeProvider time, SegmentLimits? limits = null)
        => _folder = new SegmentFolder(path, limits ?? SegmentLimits.Default, time, message => SelfLog.Warn("spool", message + " They were never delivered."));

    /// <summary>The full path.</summary>
    public string Path => _folder.Path;

    /// <inheritdoc />
    public void Write(IReadOnlyList<TraceData> traces)
    {
        lock (_gate)
        {
            var buffer = new ArrayBufferWriter<byte>();
            var segments = new HashSet<string>();
            try
            {
                foreach (var trace in traces)
                {
                    buffer.ResetWrittenCount();
                    TraceRecord.Write(buffer, trace);
                    segments.Add(_folder.Append(SegmentFormat.TraceKind, buffer.WrittenMemory));
                }
            }
            catch
            {
                _folder.CloseSegment();
                foreach (var segment in segments) File.Delete(segment);
                throw;
            }
            finally
            {
                _folder.CloseSegment();
            }
        }
    }

    /// <summary>What earlier processes left, and what this one wrote before, each once, oldest first. Never throws; what cannot be read is reported and stays.</summary>
    public IEnumerable<SpooledBatch> AdoptAll()
    {
        foreach (var segment in Mine())
        {
            if (Read(segment) is { Count: > 0 } traces) yield return new SpooledBatch(traces, segment);
        }
    }

    public void Dispose() => _folder.Dispose();

    private List<string> Mine()
    {
        lock (_gate)
        {
            try
            {
                return [.. _folder.Adopt().Where(_handedOut.Add)];
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The folder may not be read or written: nothing can be taken over.
                SelfLog.ReportWords("spool", exception);
                return [];
            }
        }
    }

    private static IReadOnlyList<TraceData> Read(string segment)
    {
        try
        {
            return SegmentReader.Read(segment);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone or locked since it was taken over: another start finds it, if it is there.
            SelfLog.ReportWords("spool", exception);
            return [];
        }
    }
}
