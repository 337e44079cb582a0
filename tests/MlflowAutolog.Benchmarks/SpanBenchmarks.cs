using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using MlflowAutolog.Benchmarks.Support;
using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Delivery;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace MlflowAutolog.Benchmarks;

/// <summary>A span with ten attributes, from its start to its place in the queue.</summary>
public class SpanBenchmarks
{
    public const int Spans = HeldTraces.Outstanding;
    private static readonly ActivitySource Source = new("benchmark");
    private static readonly string[] Names = [.. Enumerable.Range(0, 10).Select(i => $"attribute.{i}")];
    private GatedSink _sink = null!;
    private MlflowTracer _tracer = null!;
    private GatedExporter _exporter = null!;
    private TracerProvider _provider = null!;

    [GlobalSetup(Target = nameof(Ours))]
    public void SetUpOurs()
    {
        _sink = new GatedSink();
        var options = SomeOptions.Resolved;
        _tracer = new MlflowTracer(SomeOptions.Plain, new TracePipeline(options, new TraceAssembler(options.TimeProvider, static _ => false), _sink, new DeliveryCounters()));
    }

    [GlobalSetup(Target = nameof(OpenTelemetry))]
    public void SetUpRival()
    {
        _exporter = new GatedExporter();
        _provider = Sdk.CreateTracerProviderBuilder().AddSource(Source.Name).AddProcessor(new BatchActivityExportProcessor(_exporter, Spans * 2)).Build();
    }

    [IterationSetup]
    public void Shut()
    {
        _sink?.Shut();
        _exporter?.Shut();
    }

    [IterationCleanup]
    public void Drain()
    {
        _sink?.Open();
        _tracer?.FlushAsync().GetAwaiter().GetResult();
        _exporter?.Open();
        _provider?.ForceFlush();
    }

    [GlobalCleanup]
    public void Stop()
    {
        _tracer?.ShutdownAsync().GetAwaiter().GetResult();
        _provider?.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Spans, Baseline = true)]
    public void OpenTelemetry()
    {
        for (var i = 0; i < Spans; i++)
        {
            using var activity = Source.StartActivity("work");
            foreach (var name in Names) activity?.SetTag(name, "value");
        }
    }

    [Benchmark(OperationsPerInvoke = Spans)]
    public void Ours()
    {
        for (var i = 0; i < Spans; i++)
        {
            using var span = _tracer.StartSpan("work");
            foreach (var name in Names) span.SetAttribute(name, "value");
        }
    }
}
