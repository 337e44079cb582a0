using System.Diagnostics;

namespace MlflowAutolog.Tracing.Model;

/// <summary>What recording hands over when a root ends, or a child ends after its root: finished spans, not yet folded, and the facts of the trace.</summary>
internal sealed record RecordedTrace
{
    public required ActivityTraceId TraceId { get; init; }

    public required IReadOnlyList<SpanData> Spans { get; init; }

    public SpanData? Root { get; init; }

    /// <summary>The outermost span here ended, and its parent is in another process: a part of a trace, without a root.</summary>
    public bool IsContinued { get; init; }

    public TraceFacts Facts { get; init; } = TraceFacts.None;

    /// <summary>Set while it is not decided whether a trace that sampling left out is sent.</summary>
    public IHeldTrace? Held { get; init; }

    /// <summary>Set on what a long trace sends before its root ends.</summary>
    public EarlyPart? Early { get; init; }

    /// <summary>Rough bytes in memory, for the bound on the queue.</summary>
    public long Size { get; init; }
}
