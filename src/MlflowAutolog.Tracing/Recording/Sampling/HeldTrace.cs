using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording.Sampling;

/// <summary>A trace that sampling left out, kept back until its end shows whether it failed. Thread-safe.</summary>
internal sealed class HeldTrace : IHeldTrace
{
    private readonly object _gate = new();
    private readonly HeldTraces _all;
    private long _taken = HeldBudget.PerTrace;
    private bool? _kept;

    public HeldTrace(HeldTraces all) => _all = all;

    /// <summary>Decided to be sent.</summary>
    public bool IsKept => Decision == true;

    /// <summary>Decided not to be sent.</summary>
    public bool IsForgotten => Decision == false;

    private bool? Decision
    {
        get { lock (_gate) return _kept; }
    }

    /// <summary>Whether another span may be kept; if not, the trace is forgotten.</summary>
    public bool Takes(long bytes)
    {
        lock (_gate)
        {
            // Once it waits for the background it is in the queue's budget.
            if (_kept is not null || _taken == 0) return _kept != false;
            if (_all.Budget.TryTake(bytes))
            {
                _taken += bytes;
                return true;
            }

            _kept = false;
            Release();
        }

        _all.Counters.LeaveOutUnseen();
        return false;
    }

    /// <summary>The root has ended: what is kept back from here on is the queue's.</summary>
    public void Ended()
    {
        lock (_gate) Release();
    }

    public bool? Judge(IReadOnlyList<SpanData> spans, SpanData? root, TraceState stated, bool isFolded)
    {
        lock (_gate)
        {
            if (_kept is not null) return _kept;
            _kept = _all.Rule.Failed(spans, root, stated, isFolded);
            if (_kept is null) return null;
        }

        if (_kept == true) _all.Counters.Keep();
        else _all.Counters.LeaveOut();
        return _kept;
    }

    private void Release()
    {
        _all.Budget.Return(_taken);
        _taken = 0;
    }
}
