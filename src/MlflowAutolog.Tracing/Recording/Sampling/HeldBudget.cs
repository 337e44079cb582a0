namespace MlflowAutolog.Tracing.Recording.Sampling;

/// <summary>How much memory the traces that are kept back may take, all together. Thread-safe.</summary>
internal sealed class HeldBudget(long most)
{
    /// <summary>What a trace costs before anything has ended in it: its root, its clock, its facts.</summary>
    public const long PerTrace = 2048;

    private long _taken;

    /// <summary>Takes first and looks then: two callers at the last place cannot both get it.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= most) return true;
        Return(bytes);
        return false;
    }

    public void Return(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
