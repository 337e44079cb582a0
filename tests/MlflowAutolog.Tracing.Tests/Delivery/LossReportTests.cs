using MlflowAutolog.TestSupport.Fakes;
using MlflowAutolog.Tracing.Delivery;

namespace MlflowAutolog.Tracing.Tests.Delivery;

[Collection("SelfLog")]
public sealed class LossReportTests
{
    [Fact]
    public async Task The_shutdown_says_how_many_were_lost_why_and_what_to_do()
    {
        using var log = new TemporarySelfLog();
        var gate = new TaskCompletionSource();
        var sink = new ScriptedSink { Before = _ => gate.Task };
        await using (var pipeline = new TracePipeline(Some.Options(configure: o => o.MaxQueueTraces = 2), new PassingAssembler(), sink, new DeliveryCounters()))
        {
            for (var i = 0; i < 5; i++) pipeline.Accept(Some.Recorded());
            gate.SetResult();
        }

        log.Containing("shutdown").ShouldHaveSingleItem().ShouldBe(
            "MlflowAutolog [shutdown] 3 of 5 traces were not delivered (queue_full 3). More traces came than MLflow took: raise MaxQueueBytes or MaxQueueTraces, or record fewer (SamplingRatio).");
    }

    [Fact]
    public async Task Attachments_that_were_lost_are_told()
    {
        using var log = new TemporarySelfLog();
        var counters = new DeliveryCounters();
        counters.Attachments.LeaveOut();
        await using (var pipeline = new TracePipeline(Some.Options(), new PassingAssembler(), new ScriptedSink(), counters)) pipeline.Accept(Some.Recorded());
        log.Containing("shutdown").ShouldHaveSingleItem().ShouldBe("MlflowAutolog [shutdown] 1 attachments are not stored, their spans are (too_large 1).");
    }

    [Fact]
    public async Task With_nothing_lost_it_says_nothing()
    {
        using var log = new TemporarySelfLog();
        await using (var pipeline = new TracePipeline(Some.Options(), new PassingAssembler(), new ScriptedSink(), new DeliveryCounters())) pipeline.Accept(Some.Recorded());
        log.Containing("shutdown").ShouldBeEmpty();
    }

    [Fact]
    public async Task Traces_that_nobody_watched_for_errors_are_told()
    {
        using var log = new TemporarySelfLog();
        var tracer = new MlflowTracer(
            new MlflowOptions { SamplingRatio = 0, KeepOnError = KeepOnError.Trace, MaxHeldBytes = 64 * 1024, Environment = _ => null }, new CollectingPipeline());
        for (var i = 0; i < 40; i++) tracer.StartDetachedSpan("root");
        await tracer.DisposeAsync();
        log.Containing("MaxHeldBytes").ShouldHaveSingleItem().ShouldStartWith("MlflowAutolog [shutdown] 8 sampled-out traces");
    }
}
