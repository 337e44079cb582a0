namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Travels through the queue behind the traces that a flush waits for.</summary>
internal sealed class FlushMark
{
    private readonly TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Place of the last trace before it, once assembled.</summary>
    public long Order { get; set; }

    public Task Passed => _passed.Task;

    public void Pass() => _passed.TrySetResult();
}
