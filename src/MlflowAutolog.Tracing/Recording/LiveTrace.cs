using System.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Recording.Sampling;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>A trace while spans of it run: collects what ended, and hands it over when the root ends.</summary>
internal sealed partial class LiveTrace
{
    private readonly object _gate = new();
    private readonly List<MlflowSpan> _open = [];
    private List<SpanData> _finished = [];
    private long _size;
    private bool _handedOver;

    /// <param name="tracer">Whose it is.</param>
    /// <param name="id">MLflow's id.</param>
    /// <param name="ambientId">The id of the application's own trace around it.</param>
    /// <param name="clock">Its time.</param>
    public LiveTrace(MlflowTracer tracer, ActivityTraceId id, ActivityTraceId ambientId, TraceClock clock)
    {
        Tracer = tracer;
        TraceId = id;
        Clock = clock;
        Facts = new LiveTraceFacts(AmbientScope.Current);
        if (ambientId != id && ambientId != default) Facts.SetTag(WireNames.OtelTraceId, ambientId.ToHexString());
    }

    public MlflowTracer Tracer { get; }

    public ActivityTraceId TraceId { get; }

    /// <summary>MLflow's text form.</summary>
    public string Id => field ??= "tr-" + TraceId.ToHexString();

    public TraceClock Clock { get; }

    public LiveTraceFacts Facts { get; }

    /// <summary>Set when sampling left it out: then it is sent only if it failed.</summary>
    public HeldTrace? Held { get; init; }

    public void Opened(MlflowSpan span)
    {
        lock (_gate)
        {
            span.OpenIndex = _open.Count;
            _open.Add(span);
        }
    }

    /// <summary>Takes the finished form of <paramref name="span"/>; <paramref name="data"/> null = the span is left out.</summary>
    public void Ended(MlflowSpan span, SpanData? data, bool isRoot)
    {
        RecordedTrace? ready = null;
        bool empty;
        lock (_gate)
        {
            Close(span);
            if (data is not null) Keep(data, isRoot);
            if (isRoot || _handedOver)
            {
                _handedOver = true;
                if (_finished.Count > 0) ready = Take(isRoot ? data : null);
                if (isRoot) Held?.Ended();
            }

            empty = _open.Count == 0;
        }

        // Handed over first: a tracer without a live trace may be shut down.
        if (ready is not null) Tracer.HandOver(ready);
        if (empty) Tracer.LiveTraces.Remove(this);
    }

    /// <summary>Innermost first.</summary>
    public MlflowSpan[] OpenSpans()
    {
        lock (_gate) return [.. Enumerable.Reverse(_open)];
    }

    /// <summary>The trace as if all that runs ended now: a later, real end replaces it, span by span.</summary>
    public RecordedTrace? AsNotEnded()
    {
        lock (_gate)
        {
            if (Held is { IsKept: false }) return null;
            var open = _open.Select(span => (Span: span, Data: span.AsNotEnded())).Where(pair => pair.Data is not null).ToArray();
            if (open.Length == 0) return null;
            var root = Array.Find(open, pair => pair.Span.Parent is null).Data;
            return new RecordedTrace { TraceId = TraceId, Spans = [.. _finished, .. open.Select(pair => pair.Data!)], Root = root, Facts = Facts.Snapshot(), Size = _size };
        }
    }

    private void Close(MlflowSpan span)
    {
        // Swapped with the last, so that a trace of many open spans closes each in constant time.
        var last = _open[^1];
        _open[span.OpenIndex] = last;
        last.OpenIndex = span.OpenIndex;
        _open.RemoveAt(_open.Count - 1);
    }

    private void Keep(SpanData data, bool isRoot)
    {
        var size = SizeOf(data);
        // With the root comes the decision: there is nothing to wait for.
        if (Held is { } held && !held.Takes(isRoot ? 0 : size))
        {
            _finished = [];
            _size = 0;
            return;
        }

        _finished.Add(data);
        _size += size;
    }

    /// <summary>What is to be handed over; <see langword="null"/> when sampling left it out and it did not fail.</summary>
    private RecordedTrace? Take(SpanData? root)
    {
        var trace = new RecordedTrace { TraceId = TraceId, Spans = _finished, Root = root, Facts = FactsOf(root), Size = _size };
        _finished = [];
        _size = 0;
        return Held?.Judge(trace.Spans, root, trace.Facts.State, isFolded: false) switch
        {
            false => null,
            null when Held is not null => trace with { Held = Held },
            _ => trace,
        };
    }

    /// <summary>What follows a trace goes where that went, and says nothing of it anew.</summary>
    private TraceFacts FactsOf(SpanData? root)
    {
        var facts = Facts.Snapshot();
        return root is null ? TraceFacts.None with { ExperimentId = facts.ExperimentId } : facts;
    }

    private static long SizeOf(SpanData span)
    {
        // Objects and strings around the values; measured at 400 to 700 bytes for spans without content.
        const int Overhead = 512;
        long size = Overhead + span.Inputs.Length + span.Outputs.Length + (span.Deferred?.Size ?? 0) + (span.Attributes.Count * 64);
        foreach (var attribute in span.Attributes)
        {
            if (attribute.Value.Kind == AttributeKind.Json) size += attribute.Value.Json.Length;
            else if (attribute.Value.Kind == AttributeKind.Text) size += 2 * attribute.Value.Text.Length;
        }

        return size + (span.Events.Count * 256);
    }
}
