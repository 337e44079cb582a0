namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>
/// One background request at a time, spans and infos in turn: the server takes infos at half the rate when several come at once, and infos that push in between
/// batches of spans slow both. First come, first served, so neither starves.
/// </summary>
internal sealed class ServerTurn : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    public async Task<Releaser> TakeAsync(CancellationToken cancellationToken)
    {
        await _semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Releaser(_semaphore);
    }

    public void Dispose() => _semaphore.Dispose();

    public readonly struct Releaser(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
