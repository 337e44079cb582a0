namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>The failures that are still to come. Thread-safe.</summary>
internal sealed class Faults
{
    private readonly List<Fault> _faults = [];
    private readonly List<Barrier> _barriers = [];

    public void Add(Fault fault)
    {
        lock (_faults) _faults.Add(fault);
    }

    public void Clear()
    {
        lock (_faults) _faults.Clear();
    }

    public Fault? Take(string path)
    {
        lock (_faults) return _faults.FirstOrDefault(fault => fault.Strikes(path));
    }

    public IDisposable Hold(string pathPrefix)
    {
        var barrier = new Barrier(pathPrefix);
        lock (_faults) _barriers.Add(barrier);
        return barrier;
    }

    public async Task WaitAsync(string path, CancellationToken cancellationToken)
    {
        Barrier[] barriers;
        lock (_faults) barriers = [.. _barriers.Where(barrier => path.StartsWith(barrier.PathPrefix, StringComparison.Ordinal))];
        foreach (var barrier in barriers) await barrier.Opened.WaitAsync(cancellationToken);
    }

    private sealed class Barrier(string pathPrefix) : IDisposable
    {
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string PathPrefix => pathPrefix;

        public Task Opened => _opened.Task;

        public void Dispose() => _opened.TrySetResult();
    }
}
