using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest.Traces;

namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>Keeps traces in a folder: the last hop without a tracking URI. Where nothing can be written, the newest stay in memory.</summary>
internal sealed class LocalStoreSink : ITraceSink
{
    private const long RingBytes = 32 << 20;

    /// <summary>The folders this process has named: a tracer more is no news.</summary>
    private static readonly ConcurrentDictionary<string, bool> Announced = new();

    private readonly SegmentFolder _folder;
    private readonly MemoryRing _ring = new(RingBytes);
    private readonly StoreContents _contents;
    private readonly DeliveryCounters? _counters;
    private bool _complained;

    /// <param name="path">The folder; made at the first trace.</param>
    /// <param name="time">Dates the segments.</param>
    /// <param name="counters">Shared with the pipeline: told of delivered traces that memory could not keep.</param>
    /// <param name="limits">Default: 256 MB and 7 days.</param>
    public LocalStoreSink(string path, TimeProvider time, DeliveryCounters? counters = null, SegmentLimits? limits = null)
    {
        _folder = new SegmentFolder(path, limits ?? SegmentLimits.Default, time, message => SelfLog.Report("store", message));
        _counters = counters;
        _contents = new StoreContents(_folder, _ring);
        Search = new LocalTraceSearch(_contents);
    }

    /// <inheritdoc />
    public ITraceSearch Search { get; }

    /// <inheritdoc />
    public Task<IReadOnlyList<DeliveryResult>> DeliverAsync(IReadOnlyList<TraceData> traces, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var results = new DeliveryResult[traces.Count];
        var inMemory = new List<int>();
        var (before, evicted) = (_ring.Count, _ring.Evicted);
        for (var i = 0; i < traces.Count; i++)
        {
            try
            {
                buffer.ResetWrittenCount();
                TraceRecord.Write(buffer, traces[i]);
                if (!TryAppend(buffer.WrittenMemory)) inMemory.Add(i);
                _counters?.Attachments.Find(traces[i].Attachments.Count);
                _counters?.Attachments.Deliver(traces[i].Attachments.Count);
            }
            catch (Exception exception)
            {
                // A defect of ours with one trace: offered again it would fail again, and hold up the others for ever.
                SelfLog.ReportWords("store", exception);
                results[i] = new DeliveryResult(DropReasons.Unwritable);
            }
        }
        CountEvicted(_ring.Evicted - evicted, before, inMemory, results);
        return Task.FromResult<IReadOnlyList<DeliveryResult>>(results);
    }

    /// <inheritdoc />
    public Task<MlflowTrace?> GetAsync(string traceId, CancellationToken cancellationToken) => Task.Run(() => Read(traceId, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<TraceAttachment?> GetAttachmentAsync(AttachmentReference reference, CancellationToken cancellationToken) => Task.Run(() => Read(reference, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public string? Locate(string traceId) => _folder.Path;

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    /// <summary>The oldest go first: traces of earlier batches, which count as delivered by now, then those of this one.</summary>
    private void CountEvicted(long evicted, int before, List<int> inMemory, DeliveryResult[] results)
    {
        var earlier = (int)Math.Min(evicted, before);
        if (earlier > 0) _counters?.Lose(DropReasons.StoreUnwritable, earlier);
        foreach (var index in inMemory.Take((int)evicted - earlier)) results[index] = new DeliveryResult(DropReasons.StoreUnwritable);
    }

    /// <returns>Whether it is on disk; otherwise it is in memory.</returns>
    private bool TryAppend(ReadOnlyMemory<byte> record)
    {
        try
        {
            _folder.Append(SegmentFormat.TraceKind, record);
            if (Announced.TryAdd(_folder.Path, true)) SelfLog.Inform($"traces are kept in {_folder.Path} (no tracking URI is set)");
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A read-only file system, a full disk: tried again with each trace, because disks do get space again.
            _ring.Add(record.ToArray());
            Complain(exception);
            return false;
        }
    }

    private void Complain(Exception exception)
    {
        if (_complained) return;
        _complained = true;
        SelfLog.Warn("store", $"Traces cannot be written to {_folder.Path}: {exception.Message} The newest {RingBytes >> 20} MB stay in memory and end with the process. Set MLFLOW_AUTOLOG_STORE_PATH to a folder that can be written.");
    }

    private TraceAttachment? Read(AttachmentReference reference, CancellationToken cancellationToken)
    {
        var stored = Parts(reference.TraceId, cancellationToken).SelectMany(part => part.Attachments).FirstOrDefault(attachment => attachment.Id == reference.AttachmentId);
        return stored is null ? null : new TraceAttachment(reference.ContentType, stored.Content);
    }

    private MlflowTrace? Read(string traceId, CancellationToken cancellationToken) => StoredParts.Join(Parts(traceId, cancellationToken));

    private List<TraceData> Parts(string traceId, CancellationToken cancellationToken)
    {
        // All of it, because a trace's parts may lie apart: spans that ended late, another process's. A look for the id is cheap, parsing is not.
        return [.. _contents.Read(Encoding.UTF8.GetBytes(traceId), cancellationToken).Select(found => found.Part).Where(part => part.Id == traceId)];
    }
}
