using System.Runtime.InteropServices;

namespace MlflowAutolog.Tracing.Delivery.Exit;

/// <summary>Listens to everything by which the runtime tells that the process ends. Never changes how it ends.</summary>
internal sealed class ExitEvents : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP];

    private readonly Action<ExitReason> _ended;
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _inSignal;

    /// <param name="ended">Called on the thread that ends the process; the process waits for it.</param>
    public ExitEvents(Action<ExitReason> ended)
    {
        _ended = ended;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;
        foreach (var signal in Signals) Listen(signal);
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandledException;
        foreach (var signal in _signals) signal.Dispose();
    }

    private void Listen(PosixSignal signal)
    {
        try
        {
            _signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
        catch (Exception exception) when (exception is PlatformNotSupportedException or IOException)
        {
            // Browsers and phones have no signals.
            SelfLog.ReportWords("exit", exception);
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        // Cancelled: the application heard it first and stops, or goes on, as it likes. Whatever it records until then comes with ProcessExit.
        // Already in one: the user presses Ctrl+C again because it takes too long, and is right.
        if (context.Cancel || Interlocked.Exchange(ref _inSignal, 1) == 1) return;
        try
        {
            _ended(ExitReason.Signal);
        }
        finally
        {
            Volatile.Write(ref _inSignal, 0);
        }
    }

    private void OnProcessExit(object? sender, EventArgs e) => _ended(ExitReason.ProcessExit);

    private void OnUnhandledException(object sender, UnhandledExceptionEventArgs e)
    {
        if (e.IsTerminating) _ended(ExitReason.UnhandledException);
    }
}
