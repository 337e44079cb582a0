namespace MlflowAutolog.Tracing.Recording;

/// <summary>Time within one trace, in Unix nanoseconds: one reading of the wall clock, then the monotonic one, so that durations are exact and order is kept.</summary>
internal readonly struct TraceClock
{
    private readonly TimeProvider _time;
    private readonly long _startUnixNano;
    private readonly long _startTimestamp;

    public TraceClock(TimeProvider time)
    {
        _time = time;
        _startTimestamp = time.GetTimestamp();
        _startUnixNano = ToUnixNano(time.GetUtcNow());
    }

    /// <summary>When it was made.</summary>
    public long Start => _startUnixNano;

    /// <summary>Time since it was made.</summary>
    public TimeSpan Age => _time.GetElapsedTime(_startTimestamp);

    public long Now => At(_time.GetTimestamp());

    /// <summary>The moment of a reading of the time provider's timestamp.</summary>
    public long At(long timestamp)
    {
        var elapsed = timestamp - _startTimestamp;
        var frequency = _time.TimestampFrequency;
        return _startUnixNano + (frequency == 1_000_000_000 ? elapsed : (long)(elapsed * (1_000_000_000.0 / frequency)));
    }

    /// <summary>The moment that much later, as far as the calendar goes; a negative duration is none.</summary>
    public static DateTimeOffset After(DateTimeOffset start, TimeSpan duration)
        => duration <= TimeSpan.Zero ? start : duration > DateTimeOffset.MaxValue - start ? DateTimeOffset.MaxValue : start + duration;

    /// <summary>Between 1970 and 2262, which is what the wire and MLflow's database can say; never 0, which stands for now.</summary>
    public static long ToUnixNano(DateTimeOffset time)
        => (time - DateTimeOffset.UnixEpoch).Ticks switch
        {
            <= 0 => 1,
            > long.MaxValue / 100 => long.MaxValue,
            var ticks => ticks * 100,
        };

    public static DateTimeOffset ToTime(long unixNano) => DateTimeOffset.UnixEpoch.AddTicks(unixNano / 100);
}
