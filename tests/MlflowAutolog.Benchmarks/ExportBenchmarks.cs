using System.Diagnostics;
using System.Net;
using BenchmarkDotNet.Attributes;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Otlp;
using OpenTelemetry;
using OpenTelemetry.Exporter;

namespace MlflowAutolog.Benchmarks;

/// <summary>Finished spans with ten attributes into the bytes of a request: ten traces of 100 spans.</summary>
public class ExportBenchmarks
{
    private const int Traces = 10;
    private const int SpansATrace = 100;
    private static readonly string[] Names = [.. Enumerable.Range(0, 10).Select(i => $"attribute.{i}")];
    private TraceData[] _traces = [];
    private Activity[] _activities = [];
    private OtlpTraceExporter _exporter = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _traces = [.. Enumerable.Range(0, Traces).Select(_ => TraceOf())];
        using var source = new ActivitySource("benchmark");
        using var listener = new ActivityListener { ShouldListenTo = heard => heard == source, Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded };
        ActivitySource.AddActivityListener(listener);
        _activities = [.. Enumerable.Range(0, Traces * SpansATrace).Select(_ => ActivityOf(source))];
        _exporter = new OtlpTraceExporter(new OtlpExporterOptions
        {
            Protocol = OtlpExportProtocol.HttpProtobuf,
            Endpoint = new Uri("http://collector.test/v1/traces"),
            HttpClientFactory = static () => new HttpClient(new Answering()),
        });
    }

    [GlobalCleanup]
    public void Stop() => _exporter.Dispose();

    /// <summary>With the request to a handler that answers at once: the exporter cannot be had without.</summary>
    [Benchmark(OperationsPerInvoke = Traces * SpansATrace, Baseline = true)]
    public ExportResult OpenTelemetryExporter() => _exporter.Export(new Batch<Activity>(_activities, _activities.Length));

    [Benchmark(OperationsPerInvoke = Traces * SpansATrace)]
    public int Ours()
    {
        using var writer = new ProtobufWriter();
        OtlpTraceWriter.Write(writer, _traces, traceFactsOnRoot: true, wrapsTexts: true);
        return writer.Length;
    }

    private static TraceData TraceOf()
    {
        var id = ActivityTraceId.CreateRandom();
        var root = SpanOf(id, default);
        return new TraceData { TraceId = id, Root = root, Spans = [root, .. Enumerable.Range(1, SpansATrace - 1).Select(_ => SpanOf(id, root.SpanId))] };
    }

    private static SpanData SpanOf(ActivityTraceId trace, ActivitySpanId parent) => new()
    {
        TraceId = trace,
        SpanId = ActivitySpanId.CreateRandom(),
        ParentSpanId = parent,
        Name = "work",
        Type = SpanType.Tool,
        StartUnixNano = 1_700_000_000_000_000_000,
        EndUnixNano = 1_700_000_000_100_000_000,
        Attributes = Names.Select(static name => new SpanAttribute(name, AttributeValue.Of("value"))).ToList(),
    };

    private static Activity ActivityOf(ActivitySource source)
    {
        var activity = source.StartActivity("work")!;
        foreach (var name in Names) activity.SetTag(name, "value");
        activity.Stop();
        return activity;
    }

    private sealed class Answering : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Content!.CopyTo(Stream.Null, null, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.OK);
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Send(request, cancellationToken));
    }
}
