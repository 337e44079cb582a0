using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Model;
using Shouldly;

namespace MlflowAutolog.Tests.Support;

/// <summary>A tracer with the tap installed, and what it recorded.</summary>
internal sealed class Tapped : IAsyncDisposable
{
    private readonly CollectingPipeline _pipeline = new();
    private readonly TemporarySelfLog _log = new();
    private readonly IDisposable _tap;

    public Tapped(Action<MlflowOptions>? configure = null)
    {
        var options = new MlflowOptions { Environment = _ => null };
        configure?.Invoke(options);
        Tracer = new MlflowTracer(options, _pipeline);
        _tap = new HttpIntegration().Install(Tracer);
    }

    public MlflowTracer Tracer { get; }

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

    public TemporarySelfLog Log => _log;

    public IReadOnlyList<SpanData> Spans => [.. Traces.SelectMany(trace => trace.Spans)];

    /// <summary>The only span there is; waits for its end, which may come just after the caller's.</summary>
    public async Task<SpanData> SpanAsync()
    {
        await Eventually.TrueAsync(() => Recorded.Count > 0);
        return Spans.ShouldHaveSingleItem();
    }

    public void Uninstall() => _tap.Dispose();

    public async ValueTask DisposeAsync()
    {
        _tap.Dispose();
        await Tracer.ShutdownAsync();
        _log.Dispose();
        // What the tap reports about itself is a failure of the test that caused it.
        _log.Containing("[http tap]").ShouldBeEmpty();
        _log.Containing("[exchange]").ShouldBeEmpty();
        _log.Containing("[content]").ShouldBeEmpty();
    }
}
