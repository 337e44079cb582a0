using System.Collections.Concurrent;
using System.Diagnostics;
using MlflowAutolog.Tracing.Delivery.Exit;
using MlflowAutolog.Tracing.Delivery.Store;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Dummy;

/// <summary>Keeps what it records in memory until the process ends.</summary>
internal sealed class RecordingApp : IAsyncDisposable
{
    private readonly ConcurrentQueue<TraceData> _pending = [];
    private readonly LocalStoreSink _store;

    public RecordingApp(string folder) => _store = new LocalStoreSink(folder, TimeProvider.System);

    /// <summary>Delivery that never ends, as against a server that never answers.</summary>
    public bool Hangs { get; set; }

    /// <summary>Switches tracing on.</summary>
    public void Trace(TimeSpan? shutdownTimeout = null)
    {
        IsTraced = true;
        ExitHooks.Register(Deliver, shutdownTimeout ?? TimeSpan.FromSeconds(30));
    }

    public bool IsTraced { get; private set; }

    public void Record(string name) => _pending.Enqueue(TraceOf(name));

    public Task WriteAsync(string name) => _store.DeliverAsync([TraceOf(name)], default);

    /// <summary>Never called: this application forgets.</summary>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private void Deliver(ExitReason reason)
    {
        if (Hangs)
        {
            Say.Ready();
            Thread.Sleep(Timeout.Infinite);
        }
        while (_pending.TryDequeue(out var trace)) _store.DeliverAsync([trace], default).GetAwaiter().GetResult();
    }

    private static TraceData TraceOf(string name)
    {
        var id = ActivityTraceId.CreateRandom();
        var now = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        var root = new SpanData { TraceId = id, SpanId = ActivitySpanId.CreateRandom(), Name = name, Type = SpanType.Chain, StartUnixNano = now, EndUnixNano = now };
        return new TraceData { TraceId = id, Spans = [root], Root = root };
    }
}
