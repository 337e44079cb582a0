using MlflowAutolog.Tracing.Configuration;

namespace MlflowAutolog.Benchmarks.Support;

internal static class SomeOptions
{
    /// <summary>Options that nothing in the environment changes.</summary>
    public static MlflowOptions Plain => new() { Environment = static _ => null, MaxQueueTraces = 1_000_000, MaxQueueBytes = 1L << 31 };

    public static MlflowOptions Resolved => OptionsResolver.Resolve(Plain);
}
