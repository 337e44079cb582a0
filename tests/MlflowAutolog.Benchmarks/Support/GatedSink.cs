using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Benchmarks.Support;

/// <summary>Throws away what it gets, but only once the gate is open: while it is shut the queue fills and nothing runs beside what is measured.</summary>
internal sealed class GatedSink : ITraceSink
{
    private TaskCompletionSource _gate = New();

    public void Open() => _gate.TrySetResult();

    public void Shut() => _gate = New();

    public async Task<IReadOnlyList<DeliveryResult>> DeliverAsync(IReadOnlyList<TraceData> traces, CancellationToken cancellationToken)
    {
        await _gate.Task.WaitAsync(cancellationToken);
        return [.. traces.Select(_ => DeliveryResult.Delivered)];
    }

    public Task<MlflowTrace?> GetAsync(string traceId, CancellationToken cancellationToken) => Task.FromResult<MlflowTrace?>(null);

    public string? Locate(string traceId) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
