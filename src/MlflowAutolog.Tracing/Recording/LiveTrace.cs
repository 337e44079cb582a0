using System.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Recording.Sampling;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>A trace while spans of it run: collects what ended, and hands it over when the root ends.</summary>
internal sealed partial class LiveTrace
{
    private readonly object _gate = new();
    private OpenSpans _open;
    private LiveTraceShelf? _shelf;
    private List<SpanData>? _finished;
    private LiveTraceFacts? _facts;
    private long _size;
    private bool _handedOver;

    /// <param name="tracer">Whose it is.</param>
    /// <param name="id">MLflow's id.</param>
    /// <param name="ambientId">The id of the application's own trace around it.</param>
    /// <param name="clock">Its time.</param>
    /// <param name="above">The span of another process that it continues.</param>
    public LiveTrace(MlflowTracer tracer, ActivityTraceId id, ActivityTraceId ambientId, TraceClock clock, RemoteParent? above = null)
    {
        Tracer = tracer;
        TraceId = id;
        Clock = clock;
        Above = above;
        if (AmbientScope.Current is { } scope) Facts.Begin(scope);
        if (tracer.StartMetadata is { Count: > 0 } metadata) Facts.AddMissing(metadata);
        if (ambientId != id && ambientId != default) Facts.SetTag(WireNames.OtelTraceId, ambientId.ToHexString());
    }

    public MlflowTracer Tracer { get; }

    public ActivityTraceId TraceId { get; }

    /// <summary>MLflow's text form.</summary>
    public string Id => field ??= "tr-" + TraceId.ToHexString();

    public TraceClock Clock { get; }

    /// <summary>The span of another process beneath which this is a part of a trace; <see langword="null"/> where the trace began here.</summary>
    public RemoteParent? Above { get; }

    /// <summary>Of most traces nothing is said: made when something is.</summary>
    public LiveTraceFacts Facts => Volatile.Read(ref _facts) ?? Interlocked.CompareExchange(ref _facts, new LiveTraceFacts(_gate), null) ?? _facts;

    /// <summary>Set when sampling left it out: then it is sent only if it failed.</summary>
    public HeldTrace? Held { get; init; }

    /// <summary>Its place among the traces that run; the shelf's own.</summary>
    public LiveTrace? ShelvedBefore { get; set; }

    /// <inheritdoc cref="ShelvedBefore" />
    public LiveTrace? ShelvedAfter { get; set; }

    public void Opened(MlflowSpan span)
    {
        lock (_gate)
        {
            // Also for a late child: what runs when the process ends must be found.
            _shelf ??= Tracer.LiveTraces.Add(this);
            _open.Add(span);
        }
    }

    /// <summary>Takes the finished form of <paramref name="span"/>; <paramref name="data"/> null = the span is left out.</summary>
    public void Ended(MlflowSpan span, SpanData? data, bool isRoot)
    {
        RecordedTrace? ready = null;
        bool isLast;
        lock (_gate)
        {
            _open.Remove(span);
            isLast = _open.IsEmpty;
            if (data is not null) Keep(data, isRoot);
            if (isRoot || _handedOver)
            {
                _handedOver = true;
                if (_finished is { Count: > 0 } spans) ready = Take(spans, data, isRoot);
                if (isRoot) Held?.Ended();
            }
        }

        // Handed over first: a tracer without a live trace may be shut down.
        if (ready is not null) Tracer.HandOver(ready);
        if (isLast) Rest();
    }

    /// <summary>Changes what is said of the trace while it runs.</summary>
    /// <returns><see langword="false"/> once it was handed over, or where another process records its root: then it is the server's.</returns>
    public bool TryChange(Action<LiveTrace> change)
    {
        lock (_gate)
        {
            if (_handedOver || Above is not null) return false;
            change(this);
            return true;
        }
    }

    /// <summary>Innermost first.</summary>
    public MlflowSpan[] OpenSpans()
    {
        lock (_gate) return _open.ToArray();
    }

    /// <summary>The trace as if all that runs ended now: a later, real end replaces it, span by span.</summary>
    public RecordedTrace? AsNotEnded()
    {
        lock (_gate)
        {
            if (Held is { IsKept: false }) return null;
            var open = Enumerable.Reverse(_open.ToArray()).Select(span => (Span: span, Data: span.AsNotEnded())).Where(pair => pair.Data is not null).ToArray();
            if (open.Length == 0) return null;
            var outermost = Array.Find(open, pair => pair.Span.Parent is null).Data;
            return Part([.. _finished ?? [], .. open.Select(pair => pair.Data!)], outermost, outermost is not null);
        }
    }

    /// <summary>Off the shelf, unless a late child has started since.</summary>
    private void Rest()
    {
        lock (_gate)
        {
            if (!_open.IsEmpty) return;
            _shelf?.Remove(this);
            _shelf = null;
        }
    }

    private void Keep(SpanData data, bool isRoot)
    {
        var size = SpanSize.Of(data);
        // With the root comes the decision: there is nothing to wait for.
        if (Held is { } held && !held.Takes(isRoot ? 0 : size))
        {
            _finished = null;
            _size = 0;
            return;
        }

        // What ends last is often all there is.
        _finished ??= new List<SpanData>(isRoot || _handedOver ? 1 : 4);
        _finished.Add(data);
        _size += size;
    }

    /// <summary>What is to be handed over; <see langword="null"/> when sampling left it out and it did not fail.</summary>
    private RecordedTrace? Take(List<SpanData> spans, SpanData? last, bool isOutermost)
    {
        var trace = Part(spans, last, isOutermost);
        _finished = null;
        _size = 0;
        return Held?.Judge(trace.Spans, trace.Root, trace.Facts.State, isFolded: false) switch
        {
            false => null,
            null when Held is not null => trace with { Held = Held },
            _ => trace,
        };
    }

    private RecordedTrace Part(IReadOnlyList<SpanData> spans, SpanData? last, bool isOutermost)
    {
        var facts = FactsOf(isOutermost);
        return new RecordedTrace
        {
            TraceId = TraceId,
            Spans = spans,
            Root = isOutermost && Above is null ? last : null,
            IsContinued = isOutermost && Above is not null,
            Facts = facts,
            Size = _size + AssessmentSize.Of(facts.Assessments),
        };
    }

    /// <summary>What follows a trace goes where that went, and says nothing of it anew.</summary>
    private TraceFacts FactsOf(bool isOutermost)
    {
        var facts = _facts?.Snapshot() ?? TraceFacts.None;
        if (!isOutermost) return TraceFacts.None with { ExperimentId = facts.ExperimentId };
        return Above is null ? facts : ContinuedFacts.Of(facts);
    }
}
