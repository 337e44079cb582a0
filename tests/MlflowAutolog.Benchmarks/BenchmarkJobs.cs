using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MlflowAutolog.Benchmarks;

/// <summary>How the benchmarks run: in this process, so that ours and the rival's see the same machine in the same minute.</summary>
internal static class BenchmarkJobs
{
    public static IConfig Measure { get; } = Config(Job.Default.WithWarmupCount(6).WithIterationCount(15))
        .AddLogger(ConsoleLogger.Default)
        .AddExporter(MarkdownExporter.GitHub);

    /// <summary>Each benchmark once: says that it runs, not how fast.</summary>
    public static IConfig Once { get; } = Config(Job.Dry);

    private static ManualConfig Config(Job job) => ManualConfig.CreateEmpty()
        .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .WithOptions(ConfigOptions.JoinSummary);
}
