using System.Diagnostics;
using System.Globalization;
using MlflowAutolog.Benchmarks.Support;

namespace MlflowAutolog.Benchmarks.Commands;

/// <summary>What a call, and a chunk of a stream, costs its caller with each kind of tracing, in turns with the same call untraced: what else runs on the machine then hits all alike.</summary>
internal static class ChatRounds
{
    private const int Chunks = 200;

    public static async Task RunAsync(int rounds)
    {
        await MeasureAsync("in memory", new ChatRig(server: null, Chunks), rounds);
        using var model = OwnProcess.Start("model", Chunks.ToString(CultureInfo.InvariantCulture));
        try
        {
            var line = await model.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The model did not start.");
            await MeasureAsync("loopback", new ChatRig(new Uri(line.Split(' ')[1]), Chunks), rounds);
        }
        finally
        {
            model.Kill();
        }
    }

    private static async Task MeasureAsync(string where, ChatRig rig, int rounds)
    {
        await MeasureAsync($"{where}, chat call", rig, isStream: false, rounds);
        await MeasureAsync($"{where}, stream of {Chunks} chunks", rig, isStream: true, rounds / 4);
    }

    private static async Task MeasureAsync(string what, ChatRig rig, bool isStream, int rounds)
    {
        var samples = ChatRig.Kinds.ToDictionary(kind => kind, _ => new List<(double Time, double Bytes)>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var kind in ChatRig.Kinds)
            {
                using var tracing = rig.Begin(kind);
                var allocated = GC.GetTotalAllocatedBytes(precise: true);
                var started = Stopwatch.GetTimestamp();
                await rig.CallAsync(kind, isStream);
                var elapsed = Stopwatch.GetElapsedTime(started);
                samples[kind].Add((elapsed.TotalMicroseconds, GC.GetTotalAllocatedBytes(precise: true) - allocated));
            }
        }

        Console.Out.WriteLine($"{what}, {rounds} rounds");
        foreach (var kind in ChatRig.Kinds) Report(kind, samples[kind], samples[ChatRig.Bare], isStream ? Chunks : 1);
    }

    private static void Report(string kind, List<(double Time, double Bytes)> samples, List<(double Time, double Bytes)> bare, int parts)
    {
        var (time, bytes) = (Settled(samples.Select(sample => sample.Time)), Settled(samples.Select(sample => sample.Bytes)));
        var (addedTime, addedBytes) = (time - Settled(bare.Select(sample => sample.Time)), bytes - Settled(bare.Select(sample => sample.Bytes)));
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {kind,-13} {time,8:0.0} µs {bytes,9:0} B; added {addedTime,6:0.0} µs {addedBytes,7:0} B{(parts > 1 ? $"; of each chunk {addedTime * 1000 / parts,5:0} ns {addedBytes / parts,5:0} B" : "")}"));
    }

    /// <summary>The median of the later half: the first is the compiler's.</summary>
    private static double Settled(IEnumerable<double> samples)
    {
        double[] later = [.. samples.Skip(samples.Count() / 2).Order()];
        return later[later.Length / 2];
    }
}
