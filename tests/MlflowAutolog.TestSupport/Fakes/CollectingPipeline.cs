using System.Collections.Concurrent;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.TestSupport.Fakes;

/// <summary>Keeps what recording hands over, and delivers nothing.</summary>
internal sealed class CollectingPipeline : ITracePipeline
{
    private readonly ConcurrentQueue<RecordedTrace> _traces = new();
    private volatile bool _isShutDown;

    /// <summary>In the order they were handed over.</summary>
    public IReadOnlyList<RecordedTrace> Traces => [.. _traces];

    public TracingStatistics Statistics => new() { Accepted = _traces.Count, Delivered = _traces.Count };

    public bool Accept(RecordedTrace trace)
    {
        if (_isShutDown) return false;
        _traces.Enqueue(trace);
        return true;
    }

    /// <summary>How often somebody waited for delivery.</summary>
    public int Flushes { get; private set; }

    public Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        Flushes++;
        return Task.FromResult(!cancellationToken.IsCancellationRequested);
    }

    public Task SecureAsync(TimeSpan timeout) => Task.CompletedTask;

    public Task ShutdownAsync(TimeSpan timeout)
    {
        _isShutDown = true;
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await ShutdownAsync(TimeSpan.Zero);
}
