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
    /// <param name="above">The span of another process that it continues.</param>
    public LiveTrace(MlflowTracer tracer, ActivityTraceId id, ActivityTraceId ambientId, TraceClock clock, RemoteParent? above = null)
    {
        Tracer = tracer;
        TraceId = id;
        Clock = clock;
        Above = above;
        Facts = new LiveTraceFacts(AmbientScope.Current);
        Facts.AddMissing(tracer.StartMetadata);
        if (ambientId != id && ambientId != default) Facts.SetTag(WireNames.OtelTraceId, ambientId.ToHexString());
    }

    public MlflowTracer Tracer { get; }

    public ActivityTraceId TraceId { get; }

    /// <summary>MLflow's text form.</summary>
    public string Id => field ??= "tr-" + TraceId.ToHexString();

    public TraceClock Clock { get; }

    /// <summary>The span of another process beneath which this is a part of a trace; <see langword="null"/> where the trace began here.</summary>
    public RemoteParent? Above { get; }

    public LiveTraceFacts Facts { get; }

    /// <summary>Set when sampling left it out: then it is sent only if it failed.</summary>
    public HeldTrace? Held { get; init; }

    public void Opened(MlflowSpan span)
    {
        lock (_gate)
        {
            // Also for a late child: what runs when the process ends must be found.
            if (_open.Count == 0) Tracer.LiveTraces.Add(this);
            span.OpenIndex = _open.Count;
            _open.Add(span);
        }
    }

    /// <summary>Takes the finished form of <paramref name="span"/>; <paramref name="data"/> null = the span is left out.</summary>
    public void Ended(MlflowSpan span, SpanData? data, bool isRoot)
    {
        RecordedTrace? ready = null;
        lock (_gate)
        {
            Close(span);
            if (data is not null) Keep(data, isRoot);
            if (isRoot || _handedOver)
            {
                _handedOver = true;
                if (_finished.Count > 0) ready = Take(data, isRoot);
                if (isRoot) Held?.Ended();
            }
        }

        // Handed over first: a tracer without a live trace may be shut down.
        if (ready is not null) Tracer.HandOver(ready);
        lock (_gate)
        {
            if (_open.Count == 0) Tracer.LiveTraces.Remove(this);
        }
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
            var outermost = Array.Find(open, pair => pair.Span.Parent is null).Data;
            return Part([.. _finished, .. open.Select(pair => pair.Data!)], outermost, outermost is not null);
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
    private RecordedTrace? Take(SpanData? last, bool isOutermost)
    {
        var trace = Part(_finished, last, isOutermost);
        _finished = [];
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
        var facts = Facts.Snapshot();
        if (!isOutermost) return TraceFacts.None with { ExperimentId = facts.ExperimentId };
        return Above is null ? facts : ContinuedFacts.Of(facts);
    }

    private static long SizeOf(JsonText value)
    {
        long size = value.Length;
        foreach (var attachment in value.Attachments ?? []) size += attachment.Content.Length;
        return size;
    }

    private static long SizeOf(SpanData span)
    {
        // Objects and strings around the values; measured at 400 to 700 bytes for spans without content.
        const int Overhead = 512;
        long size = Overhead + SizeOf(span.Inputs) + SizeOf(span.Outputs) + (span.Deferred?.Size ?? 0) + (span.Attributes.Count * 64);
        foreach (var attribute in span.Attributes)
        {
            if (attribute.Value.Kind == AttributeKind.Json) size += SizeOf(attribute.Value.Json);
            else if (attribute.Value.Kind == AttributeKind.Text) size += 2 * attribute.Value.Text.Length;
        }

        return size + (span.Events.Count * 256) + (span.Links.Count * 256);
    }
}
