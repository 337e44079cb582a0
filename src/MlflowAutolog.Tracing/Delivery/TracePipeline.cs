using System.Collections.Concurrent;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Queue, assembly and batches in front of a sink: callers put traces in, one loop takes them out.</summary>
/// <remarks>One request is out at a time. While it is out the queue fills, so batches grow with the load by themselves.</remarks>
internal sealed class TracePipeline : ITracePipeline
{
    private readonly ConcurrentQueue<Incoming> _queue = new();
    private readonly WakeSignal _wake = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly QueueBudget _budget;
    private readonly DeliveryCounters _counters;
    private readonly DeliveryLoop _loop;
    private readonly ITraceAssembler _assembler;
    private readonly ITraceSink _sink;
    private readonly ISpill? _spill;
    private readonly TimeProvider _time;
    private readonly TimeSpan _shutdownTimeout;
    private readonly Task _running;
    private readonly object _shutdownLock = new();
    private Task? _shutdown;
    private volatile bool _refusing;
    private volatile bool _closed;

    /// <param name="options">Resolved.</param>
    /// <param name="assembler">Owned by the loop from here on.</param>
    /// <param name="sink">The last hop; disposed with the pipeline.</param>
    /// <param name="counters">Shared with a sink that counts infos and retries.</param>
    /// <param name="spill">Takes what is left at shutdown; null drops it.</param>
    /// <param name="limits">Of a batch.</param>
    /// <param name="backoff">Pauses after failures.</param>
    public TracePipeline(
        MlflowOptions options, ITraceAssembler assembler, ITraceSink sink, DeliveryCounters counters, ISpill? spill = null, BatchLimits? limits = null, Backoff? backoff = null)
    {
        (_assembler, _sink) = (assembler, sink);
        _spill = spill;
        _counters = counters;
        _time = options.TimeProvider;
        _shutdownTimeout = options.ShutdownTimeout!.Value;
        _budget = new QueueBudget(options.MaxQueueTraces!.Value, options.MaxQueueBytes!.Value);
        _loop = new DeliveryLoop(_queue, _wake, assembler, sink, _budget, counters, limits ?? new BatchLimits { Linger = options.BatchInterval!.Value }, backoff ?? new Backoff(), _time);
        _running = Background.Start(() => Task.Run(() => _loop.RunAsync(_stop.Token)));
    }

    /// <summary>Cancelled when the shutdown has used up its time.</summary>
    public CancellationToken Stopping => _stop.Token;

    // What is not sent early waits with its trace, and what a full queue refuses is lost: so nothing goes early that could just as well wait.
    public bool TakesParts => _budget.HasMuchRoom && _sink.TakesParts;

    // One that is still in the queue waits too; it is there for long while a request is out.
    public bool AttemptsWait => !_queue.IsEmpty || _assembler.AttemptsWait;

    public TracingStatistics Statistics => _counters.Snapshot();

    public bool Accept(RecordedTrace trace)
    {
        _counters.Accept();
        if (_refusing) return Refuse(DropReasons.Shutdown);
        if (!_budget.TryTake(trace.Size)) return Refuse(DropReasons.QueueFull);
        _queue.Enqueue(new Incoming(trace, null));
        _wake.Set();
        if (_closed) DropLatecomers();
        return true;
    }

    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        var mark = new FlushMark();
        _queue.Enqueue(new Incoming(null, mark));
        _loop.Hurry();
        if (_closed) DropLatecomers();
        try
        {
            await mark.Passed.WaitAsync(cancellationToken).ConfigureAwait(false);
            await _sink.FlushAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            _loop.Relax();
        }
    }

    public async Task SecureAsync(TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout, _time);
        if (!_closed && !await FlushAsync(limit.Token).ConfigureAwait(false)) Keep(await _loop.ClearAsync().ConfigureAwait(false));
    }

    public Task ShutdownAsync(TimeSpan timeout)
    {
        lock (_shutdownLock) return _shutdown ??= StopAsync(timeout);
    }

    public async ValueTask DisposeAsync()
    {
        await ShutdownAsync(_shutdownTimeout).ConfigureAwait(false);
        await _sink.DisposeAsync().ConfigureAwait(false);
        _spill?.Dispose();
    }

    private bool Refuse(string reason)
    {
        _counters.Drop(reason);
        return false;
    }

    private async Task StopAsync(TimeSpan timeout)
    {
        _refusing = true;
        using (var limit = new CancellationTokenSource(timeout, _time)) await FlushAsync(limit.Token).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        _wake.Set();
        await _running.ConfigureAwait(false);
        Keep(_loop.TakeRest());
        _closed = true;
        DropLatecomers();
        await _sink.StopAsync().ConfigureAwait(false);
        LossReport.Write(Statistics);
    }

    private void Keep(List<ReadyTrace> rest)
    {
        if (rest.Count == 0) return;
        try
        {
            if (_spill is not null)
            {
                _spill.Write(rest.ConvertAll(item => item.Trace));
                _counters.Spill(rest.Count);
                return;
            }
        }
        catch (Exception exception)
        {
            SelfLog.ReportWords("shutdown", exception);
        }

        _counters.Drop(DropReasons.Shutdown, rest.Count);
    }

    /// <summary>A caller that passed the gate just before shutdown may put its trace in after the queue was emptied for the last time.</summary>
    private void DropLatecomers()
    {
        while (_queue.TryDequeue(out var late))
        {
            late.Mark?.Pass();
            if (late.Trace is not null) _counters.Drop(DropReasons.Shutdown);
        }
    }
}
