using System.Diagnostics;

namespace MlflowAutolog.TestSupport.Processes;

/// <summary>Waits for a condition, with a limit: what a test does instead of sleeping.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static Task TrueAsync(Func<bool> condition, TimeSpan? timeout = null, Func<string>? otherwise = null)
        => TrueAsync(() => Task.FromResult(condition()), timeout, otherwise);

    /// <summary>Throws <see cref="TimeoutException"/> when <paramref name="condition"/> is still false after <paramref name="timeout"/>, 30 s by default.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan? timeout = null, Func<string>? otherwise = null)
    {
        var limit = timeout ?? TimeSpan.FromSeconds(30);
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit) throw new TimeoutException(otherwise?.Invoke() ?? $"The condition was not met within {limit}.");
            await Task.Delay(Interval);
        }
    }
}
