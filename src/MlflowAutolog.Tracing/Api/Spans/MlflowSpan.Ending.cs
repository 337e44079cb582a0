using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Recording;

namespace MlflowAutolog;

/// <content>The end of a span.</content>
public sealed partial class MlflowSpan
{
    internal const string NotEnded = "not ended";

    /// <summary>Ends the span now. A second end is without effect.</summary>
    public void End() => EndAt(0);

    /// <summary>Ends the span at a moment of the past, for work that was measured elsewhere; one before the start counts as the start.</summary>
    public void End(DateTimeOffset endTime) => EndAt(TraceClock.ToUnixNano(endTime));

    /// <inheritdoc cref="End()" />
    public void Dispose() => EndAt(0);

    /// <summary>Ends the span without a trace of it: what looked like a model call was none.</summary>
    internal void Discard()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;
        AmbientSpan.Leave(this);
        _trace?.Ended(this, data: null, isRoot: Parent is null);
    }

    internal void EndAt(long endUnixNano)
    {
        // None is everybody's: it must not end. Any other is left also when it ended elsewhere before.
        if (ReferenceEquals(this, None)) return;
        AmbientSpan.Leave(this);
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;
        if (_trace is null || _content is null) return;
        try
        {
            var end = endUnixNano != 0 ? endUnixNano : _trace.Clock.Now;
            _trace.Ended(this, Finish(_content.Take(), Math.Max(end, _start)), isRoot: Parent is null);
        }
        catch (Exception failure)
        {
            SelfLog.Report("end", failure);
        }
    }

    /// <summary>The span as if it ended now, for a process that may be about to end.</summary>
    internal SpanData? AsNotEnded()
    {
        if (_trace is null || _content is null) return null;
        return Finish(_content.Snapshot(), Math.Max(_trace.Clock.Now, _start)) with { Status = SpanStatusCode.Error, StatusMessage = NotEnded, Deferred = null, Call = null };
    }

    private SpanData Finish(FinishedContent content, long end) => new()
    {
        TraceId = _trace!.TraceId,
        SpanId = Id,
        ParentSpanId = AboveId,
        Name = Name,
        Type = SpanType,
        StartUnixNano = _start,
        EndUnixNano = end,
        Status = content.Status == SpanStatusCode.Error ? SpanStatusCode.Error : SpanStatusCode.Ok,
        StatusMessage = content.StatusDescription,
        Inputs = content.Inputs,
        Outputs = content.Outputs,
        Attributes = content.Attributes,
        Events = content.Events,
        Links = content.Links,
        Call = Call,
        Deferred = Deferred,
    };
}
