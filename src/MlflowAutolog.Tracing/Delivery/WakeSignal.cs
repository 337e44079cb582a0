namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Wakes one loop, any number of times before it looks again. Setting it costs one atomic exchange while the loop is awake.</summary>
internal sealed class WakeSignal
{
    private TaskCompletionSource _next = New();
    private int _set;

    public void Set()
    {
        if (Interlocked.Exchange(ref _set, 1) == 0) _next.TrySetResult();
    }

    /// <summary>Resets before it returns: what is set from then on wakes again.</summary>
    public async Task WaitAsync()
    {
        await _next.Task.ConfigureAwait(false);
        _next = New();
        Interlocked.Exchange(ref _set, 0);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
