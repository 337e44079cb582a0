using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.TestSupport.Fakes;

/// <summary>A tracer that delivers to memory, with the log of what it says of itself.</summary>
internal sealed class RecordingTracer : IAsyncDisposable
{
    private readonly CollectingPipeline _pipeline = new();

    public RecordingTracer(Action<MlflowOptions>? configure = null)
    {
        var options = new MlflowOptions { Environment = _ => null };
        configure?.Invoke(options);
        Tracer = new MlflowTracer(options, _pipeline);
    }

    public MlflowTracer Tracer { get; }

    public TemporarySelfLog Log { get; } = new();

    /// <summary>As it was handed over, nothing filled in yet.</summary>
    public IReadOnlyList<RecordedTrace> Recorded => _pipeline.Traces;

    /// <summary>All traces so far as they would be delivered, oldest first.</summary>
    public IReadOnlyList<TraceData> Traces
    {
        get
        {
            var assembler = new TraceAssembler(TimeProvider.System, static _ => false);
            var ready = new List<TraceData>();
            foreach (var trace in _pipeline.Traces) assembler.Offer(trace, ready);
            assembler.Release(all: true, ready);
            return ready;
        }
    }

    public IReadOnlyList<SpanData> Spans => [.. Traces.SelectMany(trace => trace.Spans)];

    /// <summary>All spans once there are that many traces: a span may end just after its caller's call.</summary>
    public async Task<IReadOnlyList<SpanData>> SpansAsync(int traces = 1)
    {
        await Eventually.TrueAsync(() => Recorded.Count >= traces);
        return Spans;
    }

    public async ValueTask DisposeAsync()
    {
        await Tracer.ShutdownAsync();
        Log.Dispose();
    }
}
