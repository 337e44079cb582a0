using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Configuration;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog.Tracing.Tests.Processing;

/// <summary>What a tracer with processors would deliver.</summary>
internal sealed class Processed : IAsyncDisposable
{
    private readonly CollectingPipeline _pipeline = new();
    private readonly TraceAssembler _assembler;

    public Processed(Action<MlflowOptions> configure, Func<string, string?>? environment = null)
    {
        var options = new MlflowOptions { Environment = environment ?? (_ => null) };
        configure(options);
        Tracer = new MlflowTracer(options, _pipeline);
        _assembler = new TraceAssembler(TimeProvider.System, static _ => false, content: ContentPipeline.Of(OptionsResolver.Resolve(options), () => Dropped++));
    }

    public MlflowTracer Tracer { get; }

    public int Dropped { get; private set; }

    /// <summary>The traces so far; each is assembled once.</summary>
    public IReadOnlyList<TraceData> Traces()
    {
        var ready = new List<TraceData>();
        foreach (var trace in _pipeline.Traces) _assembler.Offer(trace, ready);
        _assembler.Release(all: true, ready);
        return ready;
    }

    public TraceData Trace() => Traces().ShouldHaveSingleItem();

    public ValueTask DisposeAsync() => Tracer.DisposeAsync();
}
