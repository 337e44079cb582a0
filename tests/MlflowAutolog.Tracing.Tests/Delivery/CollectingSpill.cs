using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery;

internal sealed class CollectingSpill : ISpill
{
    public List<TraceData> Traces { get; } = [];

    public Exception? Failure { get; init; }

    public void Write(IReadOnlyList<TraceData> traces)
    {
        if (Failure is not null) throw Failure;
        Traces.AddRange(traces);
    }

    public void Dispose()
    {
    }
}
