using System.Diagnostics;
using MlflowAutolog.Wire;

namespace MlflowAutolog.Fuzzing.Running;

/// <summary>Tries inputs one after the other, on a thread of its own whose stack is as small as the smallest that .NET gives a thread of the pool.</summary>
/// <param name="target">The format and its inputs.</param>
/// <param name="seed">The same seed makes the same inputs.</param>
/// <param name="verdict">Throws for a bad input, and says what a good one allocated; default: <see cref="Verdict.Of"/>.</param>
internal sealed class FuzzRun(FuzzTarget target, int seed, Func<IWireFormat, FuzzInput, long>? verdict = null)
{
    private const int StackBytes = 1024 * 1024;
    private const int NoticeableBytes = 4096;
    private const int MostShown = 3_000;

    /// <summary>An input takes a fraction of a millisecond; a machine that is busy with something else may take its time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Func<IWireFormat, FuzzInput, long> _verdict = verdict ?? Verdict.Of;
    private long _number;
    private double _mostBytesEach;
    private string? _failure;

    public FuzzReport Run(long count, long first = 0)
    {
        var started = Stopwatch.GetTimestamp();
        _number = first;
        var thread = new Thread(() => TryAll(first + count), StackBytes) { IsBackground = true, Name = "fuzzing" };
        thread.Start();
        Watch(thread);
        return new FuzzReport
        {
            Format = target.Name,
            Seed = seed,
            Count = Interlocked.Read(ref _number) - first,
            Elapsed = Stopwatch.GetElapsedTime(started),
            MostBytesEach = _mostBytesEach,
            Failure = _failure,
        };
    }

    private void TryAll(long end)
    {
        for (; _number < end && _failure is null; Interlocked.Increment(ref _number)) Try(_number);
    }

    private void Try(long number)
    {
        FuzzInput? input = null;
        try
        {
            input = target.Make(seed, number);
            var allocated = _verdict(target.Format, input);
            if (input.Size >= NoticeableBytes) _mostBytesEach = Math.Max(_mostBytesEach, (double)allocated / input.Size);
        }
        catch (Exception e)
        {
            // Whatever it is: finding it is what this is for.
            _failure = Describe(number, e.ToString(), input);
        }
    }

    /// <summary>Until the thread is through, or has been at one input for too long.</summary>
    private void Watch(Thread thread)
    {
        var before = -1L;
        while (!thread.Join(Longest))
        {
            var now = Interlocked.Read(ref _number);
            if (now == before)
            {
                _failure = Describe(now, $"Not done within {Longest}.", target.Make(seed, now));
                return;
            }

            before = now;
        }
    }

    private string Describe(long number, string what, FuzzInput? input)
    {
        var file = Path.Combine(Path.GetTempPath(), $"mlflow-fuzzing-{target.Name}-{seed}-{number}.txt");
        File.WriteAllText(file, $"{what}\n{input}");
        var shown = input?.ToString() ?? "";
        return $"input {number} of seed {seed}, kept in {file}: {what}\n{(shown.Length > MostShown ? shown[..MostShown] + "…" : shown)}";
    }
}
