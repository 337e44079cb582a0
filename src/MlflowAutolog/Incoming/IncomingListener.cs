using System.Diagnostics;

namespace MlflowAutolog.Incoming;

/// <summary>Finds the web servers of the process, those that start later too, and listens to their requests until it is disposed.</summary>
internal sealed class IncomingListener : IObserver<DiagnosticListener>, IDisposable
{
    private const string Hosting = "Microsoft.AspNetCore";
    private readonly List<IDisposable> _hosts = [];
    private readonly IncomingRequests _requests;
    private readonly IDisposable _all;
    private bool _disposed;

    public IncomingListener(MlflowTracer tracer)
    {
        _requests = new IncomingRequests(tracer);
        _all = DiagnosticListener.AllListeners.Subscribe(this);
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name != Hosting) return;
        lock (_hosts)
        {
            if (!_disposed) _hosts.Add(value.Subscribe(_requests, IncomingRequests.IsEnabled));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        _all.Dispose();
        lock (_hosts)
        {
            _disposed = true;
            foreach (var host in _hosts) host.Dispose();
            _hosts.Clear();
        }
    }
}
