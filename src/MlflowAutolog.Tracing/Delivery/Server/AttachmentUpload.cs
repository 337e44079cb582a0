using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>The upload of one trace's attachments.</summary>
internal sealed class AttachmentUpload(MlflowHttp http, ServerTurn turn, TimeProvider time, int maxAttempts, FlushGate flush, CancellationToken stop)
{
    private readonly Backoff _backoff = new();

    public int Uploaded { get; private set; }

    /// <summary>Why the others are not.</summary>
    public string? Failure { get; private set; }

    public async Task RunAsync(PendingAttachments pending)
    {
        var location = pending.Location ?? await LocateAsync(pending.TraceId).ConfigureAwait(false);
        if (ArtifactLocation.RouteTo(location, "attachments/") is not { } folder)
        {
            Failure = DropReasons.ArtifactsOutOfReach;
            SelfLog.Warn("attachments", $"{pending.Attachments.Count} attachment(s) of trace {pending.TraceId} are not stored: this MLflow keeps artifacts at '{location}', which only it can write. Start it with --artifacts-destination (and --serve-artifacts), or set ExtractAttachments to false.");
            return;
        }

        foreach (var attachment in pending.Attachments) await UploadAsync(pending.TraceId, attachment, folder).ConfigureAwait(false);
    }

    private async Task UploadAsync(string traceId, TraceAttachmentData attachment, string folder)
    {
        var reply = await SendAsync(new MlflowCall(HttpMethod.Put, folder + attachment.Id) { Body = attachment.Content, ContentType = MlflowCall.Bytes }).ConfigureAwait(false);
        if (reply.IsSuccess)
        {
            Uploaded++;
            return;
        }

        Failure = DropReasons.UploadFailed;
        SelfLog.Warn("attachments", $"An attachment of trace {traceId} ({MediaTypes.WithoutParameters(attachment.ContentType)}, {attachment.Content.Length} bytes) is not stored: MLflow did not take it ({reply.Status}: {reply.Words.Message}).");
    }

    private async Task<string?> LocateAsync(string traceId)
    {
        var reply = await SendAsync(MlflowCall.Get("api/3.0/mlflow/traces/" + traceId)).ConfigureAwait(false);
        return reply.IsSuccess ? ArtifactLocation.TagOf(reply, WireNames.ArtifactLocation) : null;
    }

    /// <summary>Again after a passing failure; one that the whole server has does not count against the file.</summary>
    private async Task<MlflowReply> SendAsync(MlflowCall call)
    {
        for (var failures = 0; ;)
        {
            MlflowReply reply;
            using (await turn.TakeAsync(stop).ConfigureAwait(false)) reply = await http.SendAsync(call, stop).ConfigureAwait(false);
            if (reply.IsSuccess || !(reply.IsPassing || reply.Status is 401 or 403)) return reply;
            if (await IsServerUpAsync().ConfigureAwait(false) && ++failures == maxAttempts) return reply;
            await PauseAsync(_backoff.Next(reply.RetryAfter ?? TimeSpan.Zero)).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsServerUpAsync() => (await http.SendAsync(MlflowCall.Get("health"), stop).ConfigureAwait(false)).IsSuccess;

    /// <summary>Ends early when somebody waits for a flush.</summary>
    private async Task PauseAsync(TimeSpan pause)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var delay = Task.Delay(pause, time, end.Token);
        if (await Task.WhenAny(delay, flush.Hurried).ConfigureAwait(false) != delay) _backoff.Reset();
        await end.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }
}
