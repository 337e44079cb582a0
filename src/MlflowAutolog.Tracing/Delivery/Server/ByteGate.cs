namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Lets in what fits a number of bytes, and one that is larger when it is alone. Thread-safe.</summary>
internal sealed class ByteGate(long capacity)
{
    private readonly object _lock = new();
    private TaskCompletionSource _left = New();
    private long _inside;

    public async Task EnterAsync(long bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task left;
            lock (_lock)
            {
                if (_inside == 0 || _inside + bytes <= capacity)
                {
                    _inside += bytes;
                    return;
                }

                left = _left.Task;
            }

            await left.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Leave(long bytes)
    {
        TaskCompletionSource left;
        lock (_lock)
        {
            _inside -= bytes;
            (left, _left) = (_left, New());
        }

        left.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
