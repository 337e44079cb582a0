using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MlflowAutolog.Tracing.Delivery;

namespace MlflowAutolog.Tracing.Tests.Delivery;

public sealed class MeterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listener_reads_the_statistics()
    {
        var options = Some.Options(configure: o => (o.SamplingRatio, o.KeepOnError) = (0, KeepOnError.Trace));
        var sink = new ScriptedSink { Answer = trace => trace.Root!.Name == "refused" ? new DeliveryResult(DropReasons.Rejected) : DeliveryResult.Delivered };
        var pipeline = new TracePipeline(options, new PassingAssembler(), sink, new DeliveryCounters());
        await using var tracer = new MlflowTracer(options, pipeline);
        tracer.StartSpan("left out").Dispose();
        tracer.StartSpan("failed").SetStatus(SpanStatusCode.Error).Dispose();
        tracer.StartSpan("refused", samplingRatio: 1).Dispose();
        await tracer.FlushAsync(Token);

        var read = Read(Number(tracer));

        read["mlflow_autolog.trace.accepted {trace} instance"].ShouldBe(2);
        read["mlflow_autolog.trace.pending {trace} instance"].ShouldBe(0);
        read["mlflow_autolog.trace.delivered {trace} instance"].ShouldBe(1);
        read["mlflow_autolog.trace.dropped {trace} instance rejected"].ShouldBe(1);
        read["mlflow_autolog.trace.sampled_out {trace} instance"].ShouldBe(1);
        read["mlflow_autolog.trace.kept_on_error {trace} instance"].ShouldBe(1);
        read["mlflow_autolog.span.delivered {span} instance"].ShouldBe(1);
        read["mlflow_autolog.attachment.pending {attachment} instance"].ShouldBe(0);
        read["mlflow_autolog.span.content_dropped {span} instance"].ShouldBe(0);
        read["mlflow_autolog.assessment.dropped {assessment} instance"].ShouldBe(0);
        read.Count.ShouldBe(21);
    }

    [Fact]
    public async Task It_ends_with_its_tracer()
    {
        var tracer = new MlflowTracer(new MlflowOptions { Environment = _ => null }, new TestSupport.Fakes.CollectingPipeline());
        var number = Number(tracer);
        Read(number).ShouldNotBeEmpty();
        await tracer.DisposeAsync();
        Read(number).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_instrument_is_described()
    {
        await using var tracer = new MlflowTracer(new MlflowOptions { Environment = _ => null }, new TestSupport.Fakes.CollectingPipeline());
        var seen = new ConcurrentBag<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter.Name == "MlflowAutolog") seen.Add(instrument); } };
        listener.Start();
        seen.ShouldNotBeEmpty();
        seen.ShouldAllBe(instrument => instrument.Description!.EndsWith('.') && instrument.Unit!.StartsWith('{') && instrument.Name.StartsWith("mlflow_autolog."));
    }

    private static string Number(MlflowTracer tracer) => tracer.Meter.Number;

    /// <summary>Of one tracer: others of the process are collected too.</summary>
    private static Dictionary<string, long> Read(string number)
    {
        var read = new Dictionary<string, long>();
        using var listener = new MeterListener { InstrumentPublished = static (instrument, listener) => { if (instrument.Meter.Name == "MlflowAutolog") listener.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string)tag.Value!);
            if (all["tracer.number"] == number) read[$"{instrument.Name} {instrument.Unit} {all["tracer"]} {all.GetValueOrDefault("reason")}".Trim()] = value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return read;
    }
}
