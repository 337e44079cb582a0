using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using MlflowAutolog.Benchmarks.Support;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace MlflowAutolog.Benchmarks;

/// <summary>A call at the door: with nothing installed, switched off, sampled out, as a trace and beneath a span.</summary>
public class CallBenchmarks
{
    private static readonly Func<int, MlflowSpan, int> Work = static (state, _) => state + 1;
    private static readonly ActivitySource Source = new("calls");
    private MlflowTracer? _tracer;
    private TracerProvider? _rival;

    [GlobalSetup(Target = nameof(SwitchedOff))]
    public void SetUpSwitchedOff()
    {
        SetUpOn();
        _tracer!.Disable();
    }

    [GlobalSetup(Targets = [nameof(SampledOut), nameof(Root), nameof(Child)])]
    public void SetUpOn() => _tracer = new MlflowTracer(SomeOptions.Plain, new HeldTraces(assembles: false));

    [GlobalSetup(Target = nameof(SampledOutKeptOnError))]
    public void SetUpKeptOnError()
    {
        var options = SomeOptions.Plain;
        options.KeepOnError = KeepOnError.AnySpan;
        _tracer = new MlflowTracer(options, new HeldTraces(assembles: false));
    }

    [GlobalSetup(Target = nameof(SampledOutByARule))]
    public void SetUpRule()
    {
        var options = SomeOptions.Plain;
        options.Sampler = static trace => trace.Name == "work" ? 0 : null;
        _tracer = new MlflowTracer(options, new HeldTraces(assembles: false));
    }

    [GlobalSetup(Target = nameof(OpenTelemetrySampledOut))]
    public void SetUpRivalOff() => _rival = Sdk.CreateTracerProviderBuilder().AddSource(Source.Name).SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(0))).Build();

    /// <summary>What it takes the rival to keep a trace until its end shows whether it failed: it is recorded.</summary>
    [GlobalSetup(Target = nameof(OpenTelemetryRecorded))]
    public void SetUpRivalOn() => _rival = Sdk.CreateTracerProviderBuilder().AddSource(Source.Name).SetSampler(new AlwaysOnSampler()).Build();

    [GlobalCleanup]
    public void Stop()
    {
        _tracer?.ShutdownAsync().GetAwaiter().GetResult();
        _rival?.Dispose();
    }

    [Benchmark]
    public void NothingInstalled() => Mlflow.StartSpan("work").Dispose();

    [Benchmark]
    public int NothingInstalledAroundWork() => Mlflow.Trace("work", SpanType.Tool, 1, Work);

    [Benchmark]
    public void SwitchedOff() => _tracer!.StartSpan("work").Dispose();

    [Benchmark]
    public void SampledOut() => _tracer!.StartSpan("work", samplingRatio: 0).Dispose();

    [Benchmark]
    public void SampledOutByARule() => _tracer!.StartSpan("work").Dispose();

    /// <summary>Recorded, kept back, and forgotten at its end.</summary>
    [Benchmark]
    public void SampledOutKeptOnError() => _tracer!.StartSpan("work", samplingRatio: 0).Dispose();

    [Benchmark]
    public void OpenTelemetrySampledOut() => Source.StartActivity("work")?.Dispose();

    [Benchmark]
    public void OpenTelemetryRecorded() => Source.StartActivity("work")?.Dispose();

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
