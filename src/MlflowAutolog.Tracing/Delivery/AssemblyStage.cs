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
        if (assembler.NextDue is null || _held < 0) Settle();
    }

    /// <summary>With nothing held, what went in and did not come out became part of another trace.</summary>
    private void Settle()
    {
        if (_held != 0) counters.Join(_held);
        budget.Return(_held, _heldBytes);
        (_held, _heldBytes) = (0, 0);
    }
}
