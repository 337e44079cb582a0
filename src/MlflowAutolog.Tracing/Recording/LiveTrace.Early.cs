using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording;

/// <content>What is sent while the root runs.</content>
internal sealed partial class LiveTrace
{
    private TimeSpan _lastEarly;
    private bool _wentEarly;

    /// <summary>Whether MLflow has been told of it already. Read it in <see cref="TryChange"/>.</summary>
    public bool WentEarly => _wentEarly;

    /// <summary>Hands over what has ended and will not change, at most once in <paramref name="interval"/>.</summary>
    public void SendEarly(TimeSpan interval)
    {
        SpanData[] finished;
        MlflowSpan[] open;
        lock (_gate)
        {
            if (_handedOver || Held is not null || _finished is not { Count: > 0 } || Clock.Age - _lastEarly < interval) return;
            (finished, open) = ([.. _finished], _open.ToArray());
        }

        // Without the lock, because the key of a call is a hash of its body, and nobody who ends a span should wait for that.
        var ready = EarlyRule.Ready(finished, open, Clock.Now);
        if (ready.Count > 0) SendEarly(ready);
    }

    private void SendEarly(List<SpanData> ready)
    {
        lock (_gate)
        {
            if (_handedOver || Array.Find(_open.ToArray(), span => span.Parent is null) is not { } root) return;
            var going = new HashSet<SpanData>(ready, ReferenceEqualityComparer.Instance);
            _finished = _finished?.FindAll(span => !going.Contains(span));
            var size = ready.Sum(SpanSize.Of);
            _size -= size;
            // A trace that another process records has its info from there.
            var early = new EarlyPart(root.Name, root.StartUnixNano, IsFirst: !_wentEarly && Above is null, IsContinued: Above is not null);
            (_wentEarly, _lastEarly) = (true, Clock.Age);
            // Under the lock: the root's own hand-over must not come first.
            Tracer.HandOver(new RecordedTrace { TraceId = TraceId, Spans = ready, Facts = FactsOf(isOutermost: true), Early = early, Size = size });
        }
    }
}
