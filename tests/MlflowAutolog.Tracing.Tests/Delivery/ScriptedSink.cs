using System.Collections.Concurrent;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery;

/// <summary>Keeps what it gets; answers as the test says.</summary>
internal sealed class ScriptedSink : ITraceSink
{
    private readonly ConcurrentQueue<IReadOnlyList<TraceData>> _batches = new();

    /// <summary>What becomes of a trace; delivered unless set.</summary>
    public Func<TraceData, DeliveryResult> Answer { get; set; } = _ => DeliveryResult.Delivered;

    /// <summary>Awaited before each answer.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<IReadOnlyList<TraceData>> Batches => [.. _batches];

    public int Attempts => _batches.Count;

    public async Task<IReadOnlyList<DeliveryResult>> DeliverAsync(IReadOnlyList<TraceData> traces, CancellationToken cancellationToken)
    {
        _batches.Enqueue(traces);
        await Before(cancellationToken);
        return [.. traces.Select(Answer)];
    }

    /// <summary>What is read back; nothing unless set.</summary>
    public Func<string, MlflowTrace?> Stored { get; set; } = _ => null;

    public Task<MlflowTrace?> GetAsync(string traceId, CancellationToken cancellationToken) => Task.FromResult(Stored(traceId));

    public string? Locate(string traceId) => null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
