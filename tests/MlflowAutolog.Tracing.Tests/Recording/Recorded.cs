using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Recording;

/// <summary>A tracer of a test's own, and what it handed over.</summary>
internal sealed class Recorded : IAsyncDisposable
{
    public Recorded(Action<MlflowOptions>? configure = null)
    {
        var options = new MlflowOptions { Environment = _ => null };
        configure?.Invoke(options);
        Tracer = new MlflowTracer(options, Pipeline);
    }

    public CollectingPipeline Pipeline { get; } = new();

    public MlflowTracer Tracer { get; }

    public IReadOnlyList<RecordedTrace> Traces => Pipeline.Traces;

    public RecordedTrace Single => Traces.ShouldHaveSingleItem();

    public SpanData Span(string name) => Traces.SelectMany(trace => trace.Spans).Single(span => span.Name == name);

    public ValueTask DisposeAsync() => Tracer.DisposeAsync();
}
