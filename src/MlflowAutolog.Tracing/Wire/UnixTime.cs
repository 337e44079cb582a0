namespace MlflowAutolog.Tracing.Wire;

/// <summary>Unix nanoseconds, the unit of the wire, as .NET's times (100 ns; what is finer is cut).</summary>
internal static class UnixTime
{
    private const long NanosecondsPerTick = TimeSpan.NanosecondsPerTick;

    public static DateTimeOffset ToDateTimeOffset(long unixNano) => DateTimeOffset.UnixEpoch.AddTicks(unixNano / NanosecondsPerTick);

    public static long ToUnixNano(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;

    public static TimeSpan Between(long startUnixNano, long endUnixNano) => TimeSpan.FromTicks((endUnixNano - startUnixNano) / NanosecondsPerTick);
}
