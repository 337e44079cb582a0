using System.Threading.Channels;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Sends trace infos after their spans, one at a time, in a loop of its own.</summary>
internal sealed class InfoUploader : IAsyncDisposable
{
    /// <summary>Traces and infos that wait, from which on an info that says no more is left out: four seconds of what a server on SQLite takes.</summary>
    private const int Backlog = 200;

    /// <summary>Infos that may wait. When they are that many, spans wait too: then memory stays bounded and the traces count as pending.</summary>
    private const int Capacity = 1_000;

    /// <summary>A server error that comes back this often for one info lies in the info.</summary>
    private const int MaxServerErrors = 5;

    private readonly Channel<PendingInfo> _queue = Channel.CreateBounded<PendingInfo>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly FlushGate _flush = new();
    private readonly MlflowHttp _http;
    private readonly ArtifactUploader _artifacts;
    private readonly OverridingAssessments _overriding;
    private readonly ServerTrouble _trouble;
    private readonly DeliveryCounters _counters;
    private readonly ServerTurn _turn;
    private readonly TraceInfoMode _mode;
    private readonly TimeProvider _time;
    private readonly Backoff _backoff = new();
    private readonly Task _running;

    public InfoUploader(
        MlflowHttp http, ArtifactUploader artifacts, OverridingAssessments overriding, ServerTrouble trouble, DeliveryCounters counters, ServerTurn turn, MlflowOptions options)
    {
        (_http, _artifacts, _overriding, _trouble, _counters, _turn) = (http, artifacts, overriding, trouble, counters, turn);
        (_mode, _time) = (options.TraceInfo!.Value, options.TimeProvider);
        _running = Background.Start(() => Task.Run(RunAsync));
    }

    /// <summary>Waits while too many infos wait. <paramref name="then"/> is called once with the server's answer, or null when there is none.</summary>
    public async Task EnqueueAsync(TraceData trace, UploadTarget target, bool inOneRequest, Action<MlflowReply?>? then, CancellationToken cancellationToken)
    {
        _counters.QueueInfo();
        var saysNoMore = _mode == TraceInfoMode.Auto && InfoRule.SaysNoMore(trace, target.Server, inOneRequest);
        if (saysNoMore && HasBacklog())
        {
            _counters.LeaveOutInfo();
            then?.Invoke(null);
            return;
        }

        var isOpen = trace.Early is not null && target.Server.TakesAnInfoForTheEnd;
        if (Write(trace, target.ExperimentId, isOpen) is not { } call)
        {
            _counters.DropAssessments(trace.Assessments.Count);
            then?.Invoke(null);
            return;
        }

        var info = new PendingInfo(trace.Id, call, saysNoMore, target.Server.ReadsSpansBack ? null : trace)
        {
            Overriding = [.. trace.Assessments.Where(assessment => assessment.Overrides is not null)],
            Assessments = trace.Assessments.Count,
            // The answer to the other call has another form.
            Then = isOpen && then is not null ? _ => then(null) : then,
        };
        _flush.Enter();
        try
        {
            await _queue.Writer.WriteAsync(info, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            // Shutdown; its report names the infos that did not make it.
            Lose(info);
        }
    }

    /// <summary>Waits for the infos that are queued now; a pause after failures ends at once.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) => _flush.PassAsync(cancellationToken);

    /// <summary>Sends nothing from here on; what waits, or comes later, is counted as dropped.</summary>
    public async Task StopAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        while (_queue.Reader.TryRead(out var left)) Lose(left);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private MlflowCall? Write(TraceData trace, string experimentId, bool isOpen)
    {
        try
        {
            return isOpen
                ? new MlflowCall(HttpMethod.Patch, "api/2.0/mlflow/traces/" + trace.Id) { Body = EarlyInfoWriter.Write(trace) }
                : MlflowCall.Post("api/3.0/mlflow/traces", TraceInfoWriter.Write(trace, experimentId));
        }
        catch (Exception exception)
        {
            // A defect of ours: the trace is stored, its info is counted as lost.
            SelfLog.Report("trace_info", exception);
            _counters.DropInfo();
            return null;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var info in _queue.Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false)) await HandleAsync(info).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped: what is left is counted there.
        }
    }

    private async Task HandleAsync(PendingInfo info)
    {
        try
        {
            if (info.SaysNoMore && HasBacklog())
            {
                Finish(info, _counters.LeaveOutInfo);
                return;
            }

            var (reply, readable) = await SendAsync(info).ConfigureAwait(false);
            if (reply is null) Lose(info);
            else Finish(info, readable ? _counters.DeliverInfo : _counters.DropInfo, reply);
        }
        catch (Exception exception)
        {
            // Shutdown or a defect of ours; the loop goes on with the next info either way.
            if (!_stop.IsCancellationRequested) SelfLog.Report("trace_info", exception);
            Lose(info);
        }
    }

    private bool HasBacklog() => _queue.Reader.Count + _counters.Pending > Backlog;

    private void Lose(PendingInfo info)
    {
        _counters.DropAssessments(info.Assessments);
        Finish(info, _counters.DropInfo);
    }

    private void Finish(PendingInfo info, Action count, MlflowReply? reply = null)
    {
        count();
        info.Then?.Invoke(reply);
        _flush.Leave();
    }

    /// <returns>The answer, when the info is stored, and whether the trace can be read back.</returns>
    private async Task<(MlflowReply? Reply, bool Readable)> SendAsync(PendingInfo info)
    {
        for (var serverErrors = 0; ;)
        {
            var reply = await PostAsync(info).ConfigureAwait(false);
            if (reply.IsSuccess)
            {
                _trouble.Over();
                _backoff.Reset();
                await _overriding.SendAsync(info, _stop.Token).ConfigureAwait(false);
                return (reply, info.Artifact is null || await _artifacts.UploadAsync(info.Artifact, reply, _stop.Token).ConfigureAwait(false));
            }

            if (!MayPass(reply) || (reply.Status == 500 && ++serverErrors == MaxServerErrors))
            {
                SelfLog.Warn("trace_info", $"MLflow refused the info of trace {info.TraceId} ({reply.Status}: {reply.Words.Message}). Its spans are stored; previews, metadata and assessments logged while it ran are missing.");
                return (null, false);
            }

            _trouble.Say(ReplyAdvice.Explain(reply, _http.Server));
            _counters.Retry();
            await PauseAsync(_backoff.Next(ReplyAdvice.PauseAfter(reply) ?? TimeSpan.Zero)).ConfigureAwait(false);
        }
    }

    private async Task<MlflowReply> PostAsync(PendingInfo info)
    {
        using (await _turn.TakeAsync(_stop.Token).ConfigureAwait(false))
            return await _http.SendAsync(info.Call, _stop.Token).ConfigureAwait(false);
    }

    /// <summary>Credentials can be put right; the rest of the 4xx is an answer.</summary>
    private static bool MayPass(MlflowReply reply) => reply.IsPassing || reply.Status is 401 or 403;

    /// <summary>Ends early when somebody waits for a flush; then the pauses start over.</summary>
    private async Task PauseAsync(TimeSpan pause)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var delay = Task.Delay(pause, _time, end.Token);
        if (await Task.WhenAny(delay, _flush.Hurried).ConfigureAwait(false) != delay) _backoff.Reset();
        await end.CancelAsync().ConfigureAwait(false);
        _stop.Token.ThrowIfCancellationRequested();
    }
}
