using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>The step between recording and delivery. Called by one loop at a time.</summary>
internal interface ITraceAssembler
{
    /// <summary>Earliest moment (timestamp of the time provider) at which a held trace is due; null when none is held.</summary>
    long? NextDue { get; }

    /// <summary>How many traces are held, and their bytes: what was offered and neither came out nor is held is no trace of its own any more.</summary>
    (int Traces, long Bytes) Waiting { get; }

    /// <summary>Whether failed calls wait for their next attempt. The only member that others than the loop may ask.</summary>
    bool AttemptsWait => false;

    /// <summary>Adds the traces that can go now to <paramref name="ready"/>; one that is held back comes with a later call.</summary>
    void Offer(RecordedTrace trace, List<TraceData> ready);

    /// <summary>Adds the held traces that are due, or all of them.</summary>
    void Release(bool all, List<TraceData> ready);
}
