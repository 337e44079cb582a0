using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery;

/// <summary>Hands traces on at once, unless told to hold them.</summary>
internal sealed class PassingAssembler : ITraceAssembler
{
    private readonly List<TraceData> _held = [];

    /// <summary>Traces are held until this timestamp.</summary>
    public long? HoldUntil { get; init; }

    /// <summary>Two traces become one, when held.</summary>
    public bool Joins { get; init; }

    public (int Traces, long Bytes) Waiting => (_held.Count, 0);

    public long? NextDue => _held.Count > 0 ? HoldUntil : null;

    public void Offer(RecordedTrace trace, List<TraceData> ready)
    {
        var data = Some.Trace([.. trace.Spans]);
        if (HoldUntil is null) ready.Add(data);
        else if (!Joins || _held.Count == 0) _held.Add(data);
    }

    public void Release(bool all, List<TraceData> ready)
    {
        ready.AddRange(_held);
        _held.Clear();
    }
}
