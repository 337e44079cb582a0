using BenchmarkDotNet.Running;
using MlflowAutolog.Benchmarks;
using MlflowAutolog.Benchmarks.Commands;

// Without a command of ours the arguments are BenchmarkDotNet's: --filter "*Span*", --list flat, …
switch (args)
{
    case ["--smoke"]:
        return Smoke.Run();

    case ["sink", ..]:
        await Sink.RunAsync();
        return 0;

    case ["model", .. var rest]:
        await Model.RunAsync(chunks: CountOf(rest));
        return 0;

    case ["throughput", .. var rest]:
        await Throughput.RunAsync(traces: CountOf(rest));
        return 0;

    case ["spans", .. var rest]:
        SpanPairs.Run(rounds: rest.Length > 0 ? CountOf(rest) : 1_000);
        return 0;

    case ["large", .. var rest]:
        await LargeTrace.RunAsync(spans: CountOf(rest));
        return 0;

    case ["memory", var first, var last]:
        return await MemoryOfCalls.RunAsync(CountOf([first]), CountOf([last]));

    case ["chats", .. var rest]:
        await ChatRounds.RunAsync(rounds: rest.Length > 0 ? CountOf(rest) : 2_000);
        return 0;

    case ["coldstart", "child"]:
        await ColdStart.MeasureAsync();
        return 0;

    case ["coldstart", ..]:
        await ColdStart.RunAsync(runs: 10);
        return 0;

    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, BenchmarkJobs.Measure);
        return 0;
}

static int CountOf(string[] rest) => rest is [var count, ..] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 100_000;
