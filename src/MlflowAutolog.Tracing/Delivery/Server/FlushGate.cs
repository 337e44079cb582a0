namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Counts what went into a queue and came out in the same order, and lets a flush wait for its place. Thread-safe.</summary>
internal sealed class FlushGate
{
    private readonly object _lock = new();
    private readonly List<(long Place, TaskCompletionSource Passed)> _waiting = [];
    private TaskCompletionSource _hurry = New();
    private long _entered;
    private long _left;

    /// <summary>Completes when somebody starts to wait.</summary>
    public Task Hurried
    {
        get
        {
            lock (_lock)
            {
                if (_hurry.Task.IsCompleted) _hurry = New();
                return _hurry.Task;
            }
        }
    }

    public void Enter()
    {
        lock (_lock) _entered++;
    }

    public void Leave()
    {
        lock (_lock)
        {
            _left++;
            foreach (var (place, passed) in _waiting)
            {
                if (place <= _left) passed.TrySetResult();
            }

            _waiting.RemoveAll(item => item.Place <= _left);
        }
    }

    public Task PassAsync(CancellationToken cancellationToken)
    {
        var passed = New();
        lock (_lock)
        {
            if (_left >= _entered) return Task.CompletedTask;
            _waiting.Add((_entered, passed));
            _hurry.TrySetResult();
        }

        return passed.Task.WaitAsync(cancellationToken);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
