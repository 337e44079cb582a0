namespace MlflowAutolog.Tracing.Delivery.Exit;

/// <summary>One tracer's work for the end of the process.</summary>
internal sealed class ExitWork(Action<ExitReason> work, TimeSpan limit, Action<ExitWork> remove) : IDisposable
{
    private readonly object _gate = new();
    private Thread? _running;
    private bool _final;

    /// <summary>Starts the work unless its final run has begun, or the same signal's is still running.</summary>
    public void Start(ExitReason reason)
    {
        lock (_gate)
        {
            if (_final || (reason is ExitReason.Signal && _running is { IsAlive: true })) return;
            _final = reason is not ExitReason.Signal;
            // Not the pool: at the end of a process it may be exhausted by the very work that hangs.
            _running = new Thread(() => Run(reason)) { IsBackground = true, Name = "MlflowAutolog exit" };
            _running.Start();
        }
    }

    /// <param name="started">When the waiting for all began (timestamp of the system's time: the process is ending in it).</param>
    public void Wait(long started)
    {
        Thread? running;
        lock (_gate) running = _running;
        var left = limit - TimeProvider.System.GetElapsedTime(started);
        if (running is null || running.Join(left > TimeSpan.Zero ? left : TimeSpan.Zero)) return;
        SelfLog.Warn("exit", $"Traces may be lost: delivery at the end of the process took longer than {limit.TotalSeconds:0.#} s.");
    }

    public void Dispose() => remove(this);

    private void Run(ExitReason reason)
    {
        try
        {
            work(reason);
        }
        catch (Exception exception)
        {
            // An exception on this thread would turn an orderly end into a crash.
            SelfLog.ReportWords("exit", exception);
        }
    }
}
