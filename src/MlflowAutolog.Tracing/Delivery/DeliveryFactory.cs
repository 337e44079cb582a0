using MlflowAutolog.Tracing.Assembling;
using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Delivery.Server;
using MlflowAutolog.Tracing.Delivery.Store;
using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Chooses where traces go: an MLflow server, or the local store.</summary>
internal static class DeliveryFactory
{
    /// <param name="options">Resolved.</param>
    /// <param name="isCalling">Whether a model call of that key runs without a span above it.</param>
    public static (ITracePipeline Pipeline, ITraceSink? Sink) Create(MlflowOptions options, Func<string, bool> isCalling)
    {
        var counters = new DeliveryCounters();
        var attachments = new AttachmentStage(new AttachmentRule(options.ExtractAttachments!.Value, options.MaxAttachmentBytes!.Value), counters.Attachments.LeaveOut);
        var content = ContentPipeline.Of(options, counters.DropContent);
        var assembler = new TraceAssembler(options.TimeProvider, isCalling, attachments, content, new SizeBudget(options.MaxValueBytes!.Value));
        if (options.TrackingUri is null)
        {
            var store = new LocalStoreSink(options.StorePath!, options.TimeProvider, counters);
            return (new TracePipeline(options, assembler, store, counters), store);
        }

        var spool = new Spool(SpoolPath.Of(options), options.TimeProvider);
        var server = new ServerSink(options, counters, new DeadLetter(spool.Path).Add);
        var pipeline = new TracePipeline(options, assembler, server, counters, spool);
        var replay = new SpoolReplay(spool, server, options.TimeProvider, counters);
        _ = Background.Start(() => Task.Run(() => replay.RunAsync(pipeline.Stopping)));
        return (pipeline, server);
    }
}
