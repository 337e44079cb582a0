using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Diagnostics;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>Looks at the running traces from time to time: sends early what has ended of long ones, and ends those that take too long. Sleeps while none runs.</summary>
internal sealed class TraceWatch : IDisposable
{
    /// <summary>Looks per shortest limit: a trace is late by a fifth of it at most.</summary>
    private const int LooksPerLimit = 5;

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly MlflowTracer _tracer;
    private readonly TimeSpan? _early;
    private readonly TimeSpan? _timeout;
    private readonly TimeSpan _interval;
    private readonly ITimer? _timer;
    private int _armed;

    public TraceWatch(MlflowTracer tracer)
    {
        _tracer = tracer;
        _early = tracer.Options.EarlySendAfter is { } early && early > TimeSpan.Zero ? early : null;
        _timeout = tracer.Options.TraceTimeout;
        if (_early is null && _timeout is null) return;
        _interval = Between(new[] { _early, _timeout }.Min()!.Value / LooksPerLimit);
        var time = tracer.Options.TimeProvider;
        _timer = Background.Start(() => time.CreateTimer(static watch => ((TraceWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
    }

    /// <summary>A trace has started.</summary>
    public void Arm()
    {
        if (_timer is null || Volatile.Read(ref _armed) == 1 || Interlocked.Exchange(ref _armed, 1) == 1) return;
        _timer.Change(_interval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        foreach (var trace in _tracer.LiveTraces.ToArray()) Guarded.Run("watch", (Watch: this, Trace: trace), static look => look.Watch.Look(look.Trace));
        // In this order a trace that starts now finds the watch awake, or is found by it.
        Volatile.Write(ref _armed, 0);
        if (!_tracer.LiveTraces.IsEmpty) Arm();
    }

    private void Look(LiveTrace trace)
    {
        if (_timeout is { } limit && trace.Clock.Age >= limit) SpanRecording.GiveUp(trace, limit);
        else if (_early is { } after && trace.Clock.Age >= after && _tracer.TakesParts) trace.SendEarly(after);
    }

    private static TimeSpan Between(TimeSpan interval) => interval < Shortest ? Shortest : interval > Longest ? Longest : interval;
}
