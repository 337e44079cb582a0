using System.Diagnostics;

namespace MlflowAutolog.HttpTap;

/// <summary>The one tap on the process's HTTP stack. Installing adds an owner, disposing takes it away; with the last one the tap is gone.</summary>
internal sealed class Tap : IObserver<DiagnosticListener>, IDisposable
{
    private const string HttpListener = "HttpHandlerDiagnosticListener";
    private static readonly object Gate = new();
    private static Tap? _current;

    private readonly HttpEvents _events;
    private readonly IDisposable _listeners;
    private IDisposable? _http;
    private int _installs;

    private Tap(HttpTapOwner owner)
    {
        _events = new HttpEvents(owner);
        _listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    /// <summary>Installs the tap for an owner. The latest owner gets the calls that have no span of ours above them.</summary>
    public static IDisposable Install(HttpTapOwner owner)
    {
        lock (Gate)
        {
            if (_current is null) _current = new Tap(owner);
            else _current._events.Add(owner);
            var tap = _current;
            tap._installs++;
            return new Installation(() => tap.Remove(owner));
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == HttpListener) _http = value.Subscribe(_events, HttpEvents.IsEnabled);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        _listeners.Dispose();
        _http?.Dispose();
        _events.Dispose();
    }

    private void Remove(HttpTapOwner owner)
    {
        lock (Gate)
        {
            _events.Remove(owner);
            if (--_installs > 0) return;
            _current = null;
            Dispose();
        }
    }

    private sealed class Installation(Action undo) : IDisposable
    {
        private Action? _undo = undo;

        public void Dispose() => Interlocked.Exchange(ref _undo, null)?.Invoke();
    }
}
