namespace MlflowAutolog.Tracing.Delivery.Exit;

/// <summary>
/// Tells tracers that the process ends, so that nothing waits for a flush that the application forgot. Listens only while somebody is registered. Thread-safe.
/// Not seen, because the runtime says nothing: SIGKILL, <see cref="Environment.FailFast(string)"/>, a stack overflow.
/// </summary>
internal static class ExitHooks
{
    private static readonly object Gate = new();
    private static readonly List<ExitWork> Registered = [];
    private static ExitEvents? _events;

    /// <summary>Registers work for the end of the process, until the result is disposed.</summary>
    /// <param name="work">Runs on a thread of its own; once for a final reason, before that once for each signal. What it throws is reported.</param>
    /// <param name="limit">The process does not wait for it longer than this.</param>
    public static IDisposable Register(Action<ExitReason> work, TimeSpan limit)
    {
        var exit = new ExitWork(work, limit, Remove);
        lock (Gate)
        {
            Registered.Add(exit);
            _events ??= new ExitEvents(Run);
        }
        return exit;
    }

    private static void Run(ExitReason reason)
    {
        ExitWork[] all;
        lock (Gate) all = [.. Registered];
        // All start before any is waited for: two tracers need no longer than one.
        foreach (var work in all) work.Start(reason);
        var started = TimeProvider.System.GetTimestamp();
        foreach (var work in all) work.Wait(started);
    }

    private static void Remove(ExitWork work)
    {
        lock (Gate)
        {
            if (!Registered.Remove(work) || Registered.Count > 0) return;
            _events?.Dispose();
            _events = null;
        }
    }
}
