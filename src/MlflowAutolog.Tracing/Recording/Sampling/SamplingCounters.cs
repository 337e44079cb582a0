namespace MlflowAutolog.Tracing.Recording.Sampling;

/// <summary>What sampling did, for <see cref="TracingStatistics"/>. Thread-safe.</summary>
internal sealed class SamplingCounters
{
    private long _sampledOut;
    private long _kept;
    private long _notHeld;

    public void LeaveOut() => Interlocked.Increment(ref _sampledOut);

    public void Keep() => Interlocked.Increment(ref _kept);

    /// <summary>Left out unseen: there was no memory to wait for its outcome.</summary>
    public void LeaveOutUnseen()
    {
        LeaveOut();
        Interlocked.Increment(ref _notHeld);
    }

    public TracingStatistics AddTo(TracingStatistics statistics) => statistics with
    {
        SampledOut = Interlocked.Read(ref _sampledOut),
        KeptOnError = Interlocked.Read(ref _kept),
        NotHeld = Interlocked.Read(ref _notHeld),
    };

    public void Report()
    {
        if (Interlocked.Read(ref _notHeld) is > 0 and var unseen)
            SelfLog.Warn("shutdown", $"{unseen} sampled-out traces were not watched for errors, because too many ran at once. Raise MaxHeldBytes (MLFLOW_AUTOLOG_MAX_HELD_BYTES) to keep all that fail.");
    }
}
