using System.Diagnostics;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog;

/// <content>Spans and other processes.</content>
public sealed partial class MlflowSpan
{
    private RemoteParent? _remote;

    /// <summary>The span of another process that this one stands for; of a span that sampling left out, what others were told of it.</summary>
    internal RemoteParent? Remote => Volatile.Read(ref _remote);

    /// <summary>The id of the span above, here or in another process.</summary>
    internal ActivitySpanId AboveId => Parent?.Id ?? _trace?.Above?.SpanId ?? default;

    /// <summary>Whether what starts beneath a span without a trace of its own belongs to a trace that another process records.</summary>
    internal bool StandsForRecorded => Remote is { IsSampled: true };

    private string RemoteTraceId => Remote is { IsSampled: true } remote ? "tr-" + remote.TraceId.ToHexString() : "";

    private string RemoteSpanId => Remote is { IsSampled: true } remote ? remote.SpanId.ToHexString() : "";

    /// <summary>A span of another process: it records nothing, and what starts beneath does as the other side does.</summary>
    internal static MlflowSpan StandingFor(MlflowTracer owner, RemoteParent remote) => new(owner) { _remote = remote };

    /// <summary>What another process is told that works on behalf of this span.</summary>
    internal RemoteParent HandedOn()
    {
        if (_trace is { } trace) return new RemoteParent(trace.TraceId, Id, IsSampled: true);
        if (Remote is { } remote) return remote;

        // Left out by sampling: ids that nothing is stored under, but the same ones each time.
        var drawn = new RemoteParent(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), IsSampled: false);
        return Interlocked.CompareExchange(ref _remote, drawn, null) ?? drawn;
    }
}
