using System.Diagnostics;
using MlflowAutolog.Tracing.Diagnostics;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Recording.Sampling;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>Starts spans: the gates (on? in scope? sampled?), the trace they belong to.</summary>
internal static class SpanRecording
{
    /// <summary>A span that is current until it ends.</summary>
    public static MlflowSpan Start(MlflowTracer? tracer, MlflowSpan? parent, SpanStart start)
    {
        if (tracer is not { IsEnabled: true } || AmbientScope.Current is { Enabled: false }) return MlflowSpan.None;
        if (parent is { Trace: null, StandsForRecorded: false }) return MlflowSpan.None;
        try
        {
            var span = parent?.Trace is { } trace ? new MlflowSpan(trace, parent, start) : StartOutermost(tracer, parent?.Remote, start);
            AmbientSpan.Enter(span);
            return span;
        }
        catch (Exception failure)
        {
            SelfLog.Report("start", failure);
            return MlflowSpan.None;
        }
    }

    /// <summary>A span that is not current.</summary>
    public static MlflowSpan StartDetached(MlflowTracer? tracer, MlflowSpan? parent, SpanStart start)
    {
        if (tracer is not { IsEnabled: true } || AmbientScope.Current is { Enabled: false }) return MlflowSpan.None;
        if (parent is { Trace: { } trace }) return new MlflowSpan(trace, parent, start);
        if (parent is { StandsForRecorded: false }) return MlflowSpan.None;
        try
        {
            return StartOutermost(tracer, parent?.Remote, start);
        }
        catch (Exception failure)
        {
            SelfLog.Report("start", failure);
            return MlflowSpan.None;
        }
    }

    /// <summary>Names that are missing get a form; a ratio that is none is left out.</summary>
    public static SpanStart Describe(string? name, string? spanType, double? samplingRatio) => new(
        string.IsNullOrEmpty(name) ? "span" : name,
        string.IsNullOrEmpty(spanType) ? SpanType.Unknown : spanType)
    {
        SamplingRatio = ValidRatio(samplingRatio),
    };

    public static double? ValidRatio(double? ratio) => ratio is >= 0 and <= 1 ? ratio : null;

    public static void SetFacts(MlflowSpan root, string? experimentId, IEnumerable<KeyValuePair<string, string>>? tags, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        if (root.Trace is not { } trace) return;
        Guarded.Run("trace", (trace, experimentId, tags, metadata), static set => set.trace.Facts.Set(set.experimentId, set.tags, set.metadata));
    }

    public static void Update(MlflowSpan? current, TraceUpdate update)
    {
        if (current?.Trace is not { } trace)
        {
            if (current is null or { StandsForRecorded: true }) SelfLog.Report("update", "No trace runs here, so there is nothing to update; call it inside a span.");
            return;
        }

        Guarded.Run("update", (trace, update), static set => set.trace.Facts.Update(set.update));
    }

    /// <summary>Ends what still runs, innermost first: hooks with what they have, the rest as not ended.</summary>
    public static void CloseOpen(MlflowTracer tracer)
    {
        foreach (var trace in tracer.LiveTraces.ToArray())
        {
            foreach (var span in trace.OpenSpans())
            {
                Guarded.Run("shutdown", span, static open => open.GiveUp?.Invoke());
                if (span.IsRecording) span.SetStatus(SpanStatusCode.Error, MlflowSpan.NotEnded);
                span.End();
            }
        }
    }

    /// <summary>Hands over what still runs as not ended, and lets it run: the process may be about to end, or not.</summary>
    public static void HandOverOpen(MlflowTracer tracer)
    {
        foreach (var trace in tracer.LiveTraces.ToArray())
        {
            if (trace.AsNotEnded() is { } soFar) tracer.HandOver(soFar);
        }
    }

    /// <summary>Ends a trace that takes too long, as failed: hooks with what they have.</summary>
    public static void GiveUp(LiveTrace trace, TimeSpan limit)
    {
        foreach (var span in trace.OpenSpans())
        {
            Guarded.Run("timeout", span, static open => open.GiveUp?.Invoke());
            if (!span.IsRecording) continue;
            span.RecordException(new TimeoutException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The trace was ended because it took longer than {limit.TotalSeconds:0.###} s (TraceTimeout).")));
            span.End();
        }
    }

    /// <summary>The first span here of a trace that another process records, or a root.</summary>
    private static MlflowSpan StartOutermost(MlflowTracer tracer, RemoteParent? above, SpanStart start)
        => above is null ? StartRoot(tracer, start) : Open(new LiveTrace(tracer, above.TraceId, above.TraceId, new TraceClock(tracer.Options.TimeProvider), above), start);

    /// <summary>A trace, or a span that is not recorded and carries that decision to what starts beneath it.</summary>
    private static MlflowSpan StartRoot(MlflowTracer tracer, SpanStart start)
    {
        var ambient = Activity.Current;
        var id = RootIdentity.Beneath(ambient);
        HeldTrace? held = null;
        if (!RatioSampler.Keeps(id, tracer.Sampling.RatioFor(start, ambient)) && (held = tracer.Held.TryStart()) is null) return MlflowSpan.NotRecorded(tracer);
        return Open(new LiveTrace(tracer, id, ambient?.TraceId ?? id, new TraceClock(tracer.Options.TimeProvider)) { Held = held }, start);
    }

    private static MlflowSpan Open(LiveTrace trace, SpanStart start)
    {
        var span = new MlflowSpan(trace, parent: null, start);
        trace.Tracer.Watch.Arm();
        return span;
    }
}
