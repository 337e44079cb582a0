using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Model;
using Shouldly;

namespace MlflowAutolog.Tests.Support;

/// <summary>A tracer with the tap installed, and what it recorded.</summary>
internal sealed class Tapped : IAsyncDisposable
{
    private readonly RecordingTracer _recording;
    private readonly IDisposable _tap;

    public Tapped(Action<MlflowOptions>? configure = null)
    {
        _recording = new RecordingTracer(configure);
        _tap = new HttpIntegration().Install(Tracer);
    }

    public MlflowTracer Tracer => _recording.Tracer;

    /// <inheritdoc cref="RecordingTracer.Recorded" />
    public IReadOnlyList<RecordedTrace> Recorded => _recording.Recorded;

    /// <inheritdoc cref="RecordingTracer.Traces" />
    public IReadOnlyList<TraceData> Traces => _recording.Traces;

    public TemporarySelfLog Log => _recording.Log;

    public IReadOnlyList<SpanData> Spans => _recording.Spans;

    /// <summary>The only span there is; waits for its end, which may come just after the caller's.</summary>
    public async Task<SpanData> SpanAsync() => (await _recording.SpansAsync()).ShouldHaveSingleItem();

    public void Uninstall() => _tap.Dispose();

    public async ValueTask DisposeAsync()
    {
        _tap.Dispose();
        await _recording.DisposeAsync();
        // What the tap reports about itself is a failure of the test that caused it.
        foreach (var kind in (string[])["[http tap]", "[exchange]", "[content]"]) Log.Containing(kind).ShouldBeEmpty();
    }
}
