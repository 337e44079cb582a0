using System.Collections.Concurrent;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>The one background loop: takes what was handed over, has it assembled, sends it in batches, and tries again what failed for now.</summary>
internal sealed class DeliveryLoop
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    /// <summary>A timer throws beyond seven weeks; waking early only means to look and to sleep again.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<Incoming> _queue;
    private readonly WakeSignal _wake;
    private readonly ITraceSink _sink;
    private readonly QueueBudget _budget;
    private readonly DeliveryCounters _counters;
    private readonly BatchLimits _limits;
    private readonly Backoff _backoff;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly ReadyQueue _ready;
    private readonly AssemblyStage _assembly;
    private readonly List<FlushMark> _flushes = [];
    private long _notBefore;
    private bool _backingOff;
    private int _hurrying;
    private int _hurriedAnew;
    private TaskCompletionSource<List<ReadyTrace>>? _clearing;
    private CancellationTokenSource? _sending;

    public DeliveryLoop(
        ConcurrentQueue<Incoming> queue, WakeSignal wake, ITraceAssembler assembler, ITraceSink sink, QueueBudget budget, DeliveryCounters counters, BatchLimits limits, Backoff backoff, TimeProvider time)
    {
        (_queue, _wake, _sink, _budget, _counters, _limits, _backoff, _time) = (queue, wake, sink, budget, counters, limits, backoff, time);
        _ready = new ReadyQueue(limits);
        _assembly = new AssemblyStage(assembler, _ready, budget, counters);
        _notBefore = time.GetTimestamp();
        _timer = Background.Start(() => time.CreateTimer(static signal => ((WakeSignal)signal!).Set(), wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Somebody waits: no lingering, and a pause after failures ends now and starts over.</summary>
    public void Hurry()
    {
        Interlocked.Increment(ref _hurrying);
        Interlocked.Exchange(ref _hurriedAnew, 1);
        _wake.Set();
    }

    public void Relax() => Interlocked.Decrement(ref _hurrying);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _wake.WaitAsync().ConfigureAwait(false);
                while (!stop.IsCancellationRequested && await StepAsync(stop).ConfigureAwait(false))
                {
                }

                ScheduleNext();
            }
            catch (Exception exception)
            {
                // A defect of ours: nothing else gets here. The loop must outlive it, for all traces to come.
                SelfLog.ReportWords("delivery", exception);
                _timer.Change(AfterFault, Timeout.InfiniteTimeSpan);
            }
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Takes everything that is not delivered out of the loop, while it goes on; a request that is out is broken off.</summary>
    public Task<List<ReadyTrace>> ClearAsync()
    {
        var clearing = new TaskCompletionSource<List<ReadyTrace>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _clearing, clearing);
        try
        {
            Volatile.Read(ref _sending)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The request ended in this moment by itself, so the loop is free.
        }

        _wake.Set();
        return clearing.Task;
    }

    /// <summary>Everything not delivered, assembled; once the loop has ended, or by itself.</summary>
    public List<ReadyTrace> TakeRest()
    {
        while (_queue.TryDequeue(out var next)) Assemble(next);
        _assembly.Release(all: true);
        foreach (var flush in _flushes) flush.Pass();
        _flushes.Clear();
        return _ready.TakeAll();
    }

    /// <returns>Whether there may be more to do at once.</returns>
    private async Task<bool> StepAsync(CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _clearing, null) is { } clearing)
        {
            var rest = TakeRest();
            foreach (var trace in rest) _budget.Return(1, trace.Size);
            clearing.SetResult(rest);
        }

        if (Interlocked.Exchange(ref _hurriedAnew, 0) == 1) EndPause();
        AssembleSome();
        PassFlushes();
        if (_ready.IsEmpty || !MaySend()) return false;
        await SendAsync(stop).ConfigureAwait(false);
        PassFlushes();
        return true;
    }

    private void AssembleSome()
    {
        if (_assembly.NextDue is { } due && due <= _time.GetTimestamp()) _assembly.Release(all: false);
        // No further than one batch: what waits longer waits in the form that is cheapest to hold.
        while (!_ready.IsFull && _queue.TryDequeue(out var next)) Assemble(next);
    }

    private void Assemble(Incoming next)
    {
        if (next.Trace is not null) _assembly.Offer(next.Trace);
        if (next.Mark is null) return;
        _assembly.Release(all: true);
        next.Mark.Order = _ready.LastOrder;
        _flushes.Add(next.Mark);
    }

    private void PassFlushes()
    {
        for (var i = _flushes.Count - 1; i >= 0; i--)
        {
            if (!_ready.IsPast(_flushes[i].Order)) continue;
            _flushes[i].Pass();
            _flushes.RemoveAt(i);
        }
    }

    private bool MaySend()
        => _time.GetTimestamp() >= _notBefore || (!_backingOff && (_ready.IsFull || Volatile.Read(ref _hurrying) > 0));

    private async Task SendAsync(CancellationToken stop)
    {
        var batch = _ready.TakeBatch();
        var results = await DeliverAsync(batch, stop).ConfigureAwait(false);
        var again = new List<ReadyTrace>();
        var asked = TimeSpan.Zero;
        for (var i = 0; i < batch.Count; i++)
        {
            if (results[i].RetryAfter is { } after)
            {
                again.Add(batch[i]);
                if (after > asked) asked = after;
                continue;
            }

            _budget.Return(1, batch[i].Size);
            if (results[i].DropReason is { } reason) _counters.Drop(reason);
            else _counters.Deliver(batch[i].Trace.Spans.Count);
        }

        _ready.PutBack(again);
        if (again.Count < batch.Count) _backoff.Reset();
        Pause(again.Count > 0, again.Count > 0 ? _backoff.Next(asked) : _limits.Linger);
    }

    private async Task<IReadOnlyList<DeliveryResult>> DeliverAsync(List<ReadyTrace> batch, CancellationToken stop)
    {
        using var sending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Volatile.Write(ref _sending, sending);
        _counters.Sending = batch.Count;
        try
        {
            if (Volatile.Read(ref _clearing) is not null) await sending.CancelAsync().ConfigureAwait(false);
            return await _sink.DeliverAsync(batch.ConvertAll(item => item.Trace), sending.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // A sink answers for itself; what it throws is shutdown or a defect, and neither is a reason to lose traces.
            if (!sending.IsCancellationRequested) SelfLog.ReportWords("delivery", exception);
            return [.. batch.Select(_ => DeliveryResult.Later(null))];
        }
        finally
        {
            Volatile.Write(ref _sending, null);
            _counters.Sending = 0;
        }
    }

    private void Pause(bool backingOff, TimeSpan pause)
    {
        _backingOff = backingOff;
        _notBefore = _time.GetTimestamp() + Ticks(pause);
    }

    private void EndPause()
    {
        _backoff.Reset();
        Pause(backingOff: false, TimeSpan.Zero);
    }

    private void ScheduleNext()
    {
        var next = _assembly.NextDue;
        if (!_ready.IsEmpty && (next is null || _notBefore < next)) next = _notBefore;
        if (next is null) return;
        var wait = _time.GetElapsedTime(_time.GetTimestamp(), next.Value);
        if (wait > LongestSleep) wait = LongestSleep;
        // A timer counts whole milliseconds: rounded up, it does not fire just before the moment and leave the loop asleep.
        _timer.Change(wait > TimeSpan.Zero ? wait + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _time.TimestampFrequency);
}
