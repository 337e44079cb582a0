using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Feeds the assembler and keeps the books: it may hold a trace back, join several into one, or find that one is nothing.</summary>
internal sealed class AssemblyStage(ITraceAssembler assembler, ReadyQueue ready, QueueBudget budget, DeliveryCounters counters)
{
    private readonly List<TraceData> _out = [];
    private readonly EarlyParts _early = new();
    private long _held;
    private long _heldBytes;

    public long? NextDue => assembler.NextDue;

    public void Offer(RecordedTrace trace)
    {
        _held++;
        _heldBytes += trace.Size;
        try
        {
            assembler.Offer(trace, _out);
        }
        catch (Exception exception)
        {
            SelfLog.Report("assembly", exception);
            counters.Drop(DropReasons.AssemblyFailed);
            budget.Return(1, trace.Size);
            _held--;
            _heldBytes -= trace.Size;
        }

        Collect();
    }

    public void Release(bool all)
    {
        try
        {
            assembler.Release(all, _out);
        }
        catch (Exception exception)
        {
            SelfLog.Report("assembly", exception);
        }

        Collect();
    }

    private void Collect()
    {
        foreach (var assembled in _out)
        {
            var trace = _early.Join(assembled);
            var size = TraceSize.Of(trace);
            ready.Add(trace, size);
            _held--;
            var moved = Math.Min(size, _heldBytes);
            _heldBytes -= moved;
            budget.Return(0, moved - size);
        }

        _out.Clear();
        Settle();
    }

    /// <summary>What went in, did not come out and is not held became part of another trace, or nothing. Each time: while calls fail, there is always something held.</summary>
    private void Settle()
    {
        var (traces, bytes) = assembler.Waiting;
        if (_held != traces) counters.Join(_held - traces);
        budget.Return(_held - traces, _heldBytes - bytes);
        (_held, _heldBytes) = (traces, bytes);
    }
}
