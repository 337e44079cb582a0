using System.Collections.Concurrent;

namespace MlflowAutolog.TestSupport.Fakes;

/// <summary>Catches the lines of <see cref="SelfLog"/> until it is disposed. There is one log in a process: tests that use this run in one xUnit collection.</summary>
public sealed class TemporarySelfLog : IDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();

    public TemporarySelfLog() => SelfLog.Enable(_lines.Enqueue);

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>The lines that contain <paramref name="text"/>.</summary>
    public IReadOnlyList<string> Containing(string text) => [.. _lines.Where(line => line.Contains(text, StringComparison.Ordinal))];

    public void Dispose() => SelfLog.Disable();
}
