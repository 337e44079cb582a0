using System.Diagnostics;
using System.Text;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Remembers of spans that went before their root what the trace's metadata needs in the end: usage, size, and the session that a call told. Not thread-safe: the loop owns it.</summary>
internal sealed class EarlyParts
{
    /// <summary>Traces remembered at once. A root that was dropped never comes for its parts; so many traces of minutes do not run in one process otherwise.</summary>
    private const int Most = 1_000;

    private readonly Dictionary<ActivityTraceId, Gone> _gone = [];

    /// <summary>The trace with the metadata of all its parts, when this is the last; an early part as it is.</summary>
    public TraceData Join(TraceData trace)
    {
        if (trace.Early is { IsContinued: false }) Remember(trace);
        if (trace.Root is not { } root || !_gone.TryGetValue(trace.TraceId, out var before)) return trace;
        // What is sent because the process may be about to end is sent again if it does not.
        if (root.StatusMessage != MlflowSpan.NotEnded) _gone.Remove(trace.TraceId);
        var metadata = new Dictionary<string, string>(trace.Metadata) { [WireNames.SizeStats] = Text(TraceSizeStats.ToJson(trace.Spans, before.Spans.Select(part => (part.Span.SpanId, part.Size)))) };
        if (before.Session is { } session && (trace.CallSession is not null || !metadata.ContainsKey(WireNames.Session))) metadata[WireNames.Session] = session;
        if (TraceUsage.Of([.. before.Spans.Select(part => part.Span), .. trace.Spans]) is { } usage) metadata[WireNames.TokenUsage] = Text(usage.ToJson());
        return trace with { Metadata = metadata, FollowsEarlyParts = true };
    }

    private void Remember(TraceData trace)
    {
        if (!_gone.TryGetValue(trace.TraceId, out var parts))
        {
            if (_gone.Count == Most) _gone.Remove(_gone.Keys.First());
            _gone[trace.TraceId] = parts = new Gone();
        }

        parts.Session ??= trace.CallSession;
        parts.Spans.AddRange(trace.Spans.Select(span => (WithUsageAlone(span), SpanSize.Of(span))));
    }

    private static SpanData WithUsageAlone(SpanData span) => new()
    {
        TraceId = span.TraceId,
        SpanId = span.SpanId,
        ParentSpanId = span.ParentSpanId,
        Name = "",
        Type = "",
        StartUnixNano = span.StartUnixNano,
        EndUnixNano = span.EndUnixNano,
        Attributes = [.. span.Attributes.Where(attribute => attribute.Key == WireNames.ChatTokenUsage)],
    };

    private sealed class Gone
    {
        public List<(SpanData Span, long Size)> Spans { get; } = [];

        public string? Session { get; set; }
    }

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}
