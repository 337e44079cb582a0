using System.Threading.Channels;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Uploads attachments after the spans and the info of their trace, in a loop of its own. What fails for long is given up and counted; no other trace waits for it longer than that.</summary>
internal sealed class AttachmentUploader : IAsyncDisposable
{
    /// <summary>Failures of one file while the server answers otherwise, about two minutes of them: then the fault is in the file, or in the place it goes to.</summary>
    private const int MaxAttempts = 8;

    private readonly Channel<PendingAttachments> _queue = Channel.CreateUnbounded<PendingAttachments>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly FlushGate _flush = new();
    private readonly ByteGate _room;
    private readonly MlflowHttp _http;
    private readonly AttachmentCounters _counters;
    private readonly ServerTurn _turn;
    private readonly TimeProvider _time;
    private readonly Task _running;

    public AttachmentUploader(MlflowHttp http, AttachmentCounters counters, ServerTurn turn, MlflowOptions options)
    {
        (_http, _counters, _turn, _time) = (http, counters, turn, options.TimeProvider);
        _room = new ByteGate(options.MaxQueueBytes!.Value);
        _running = Background.Start(() => Task.Run(RunAsync));
    }

    /// <summary>Counts a trace's attachments as found, and waits while too many bytes of others wait: the queue's bound on memory holds for them too.</summary>
    /// <returns>What is to be called once, with MLflow's answer to the trace's info, or null when there is none; null when the trace has no attachments, or there is no time for them.</returns>
    public async Task<Action<MlflowReply?>?> AdmitAsync(TraceData trace, CancellationToken cancellationToken)
    {
        if (trace.Attachments.Count == 0) return null;
        var pending = new PendingAttachments(trace.Id, trace.Attachments);
        _counters.Find(pending.Attachments.Count);
        try
        {
            await _room.EnterAsync(pending.Size, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Shutdown; the report names the attachments that did not make it.
            _counters.Drop(DropReasons.Shutdown, pending.Attachments.Count);
            return null;
        }

        _flush.Enter();
        return reply => Send(pending, reply);
    }

    /// <summary>Waits for what is queued now.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _flush.PassAsync(cancellationToken);

    /// <summary>Sends nothing from here on; what waits, or comes later, is counted as dropped.</summary>
    public async Task StopAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        while (_queue.Reader.TryRead(out var left)) Finish(left, DropReasons.Shutdown);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Send(PendingAttachments pending, MlflowReply? infoReply)
    {
        pending = pending with { Location = infoReply is null ? null : ArtifactLocation.TagOf(infoReply, WireNames.ArtifactLocation) };
        if (!_queue.Writer.TryWrite(pending)) Finish(pending, DropReasons.Shutdown);
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var pending in _queue.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false)) await HandleAsync(pending).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped: what is left is counted there.
        }
    }

    private async Task HandleAsync(PendingAttachments pending)
    {
        var upload = new AttachmentUpload(_http, _turn, _time, MaxAttempts, _flush, _stop.Token);
        try
        {
            await upload.RunAsync(pending).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Shutdown or a defect of ours; the loop goes on with the next trace either way.
            if (!_stop.IsCancellationRequested) SelfLog.ReportWords("attachments", exception);
        }

        _counters.Deliver(upload.Uploaded);
        Finish(pending, upload.Failure ?? (_stop.IsCancellationRequested ? DropReasons.Shutdown : DropReasons.UploadFailed), upload.Uploaded);
    }

    private void Finish(PendingAttachments pending, string reason, int uploaded = 0)
    {
        if (uploaded < pending.Attachments.Count) _counters.Drop(reason, pending.Attachments.Count - uploaded);
        _room.Leave(pending.Size);
        _flush.Leave();
    }
}
