using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Everything behind the hand-over of a trace: queue, assembly, delivery.</summary>
internal interface ITracePipeline : IAsyncDisposable
{
    TracingStatistics Statistics { get; }

    /// <summary>Whether spans may be delivered before the root of their trace now.</summary>
    bool TakesParts => true;

    /// <summary>Whether failed calls without a span above wait for their next attempt.</summary>
    bool AttemptsWait => false;

    /// <summary>Takes a trace over on the caller's thread: microseconds, never blocks, never throws. False when it was dropped (and counted).</summary>
    bool Accept(RecordedTrace trace);

    /// <summary>Waits until all that was accepted before the call is delivered or dropped. False when <paramref name="cancellationToken"/> came first.</summary>
    Task<bool> FlushAsync(CancellationToken cancellationToken);

    /// <summary>Delivers what is there within <paramref name="timeout"/> and writes the rest to disk, but goes on accepting: the process may be about to end, or not.</summary>
    Task SecureAsync(TimeSpan timeout);

    /// <summary>Stops accepting, delivers within <paramref name="timeout"/>, and writes or counts what is left. Idempotent.</summary>
    Task ShutdownAsync(TimeSpan timeout);
}
