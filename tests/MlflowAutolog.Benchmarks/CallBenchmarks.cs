using BenchmarkDotNet.Attributes;
using MlflowAutolog.Benchmarks.Support;

namespace MlflowAutolog.Benchmarks;

/// <summary>A call at the door: with nothing installed, switched off, sampled out, as a trace and beneath a span.</summary>
public class CallBenchmarks
{
    private static readonly Func<int, MlflowSpan, int> Work = static (state, _) => state + 1;
    private MlflowTracer? _tracer;

    [GlobalSetup(Target = nameof(SwitchedOff))]
    public void SetUpSwitchedOff()
    {
        SetUpOn();
        _tracer!.Disable();
    }

    [GlobalSetup(Targets = [nameof(SampledOut), nameof(Root), nameof(Child)])]
    public void SetUpOn() => _tracer = new MlflowTracer(SomeOptions.Plain, new HeldTraces(assembles: false));

    [GlobalCleanup]
    public void Stop() => _tracer?.ShutdownAsync().GetAwaiter().GetResult();

    [Benchmark]
    public void NothingInstalled() => Mlflow.StartSpan("work").Dispose();

    [Benchmark]
    public int NothingInstalledAroundWork() => Mlflow.Trace("work", SpanType.Tool, 1, Work);

    [Benchmark]
    public void SwitchedOff() => _tracer!.StartSpan("work").Dispose();

    [Benchmark]
    public void SampledOut() => _tracer!.StartSpan("work", samplingRatio: 0).Dispose();

    [Benchmark]
    public void Root() => _tracer!.StartSpan("work").Dispose();

    /// <summary>One of a hundred beneath a root.</summary>
    [Benchmark(OperationsPerInvoke = 100)]
    public void Child()
    {
        using var parent = _tracer!.StartSpan("parent");
        for (var i = 0; i < 100; i++) _tracer.StartSpan("work").Dispose();
    }
}
