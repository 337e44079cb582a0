namespace MlflowAutolog.Benchmarks.Support;

/// <summary>The system's time, but for jumps: what waits for minutes is over at once.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long _ticks;

    public void Jump(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);

    private TimeSpan Ahead => new(Interlocked.Read(ref _ticks));
}
