using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>Puts a finished trace, for example one that another service returned, beneath a span that runs here: its spans under new ids, with their own times.</summary>
internal static class TraceMerge
{
    public static void Add(MlflowTracer tracer, MlflowTrace trace, MlflowSpan? parent)
    {
        if (trace.Spans.Count == 0) return;
        var target = parent ?? AmbientSpan.Find(tracer);
        if (target is { Trace: not null })
        {
            AddBeneath(target, trace);
            return;
        }

        // As Python: with nothing above, a root of its own is above, which begins just before so that it stays the first. Likewise where what is above is in another process.
        var first = trace.Root ?? trace.Spans[0];
        var start = SpanRecording.Describe($"Remote Trace <{first.Name}>", first.SpanType, samplingRatio: null) with { StartUnixNano = TraceClock.ToUnixNano(first.StartTime) - 1 };
        var root = SpanRecording.StartDetached(tracer, target, start);
        SetContent(root, first);
        AddBeneath(root, trace);
        root.SetStatus(trace.Info.State == TraceState.Error ? SpanStatusCode.Error : SpanStatusCode.Ok, first.StatusMessage);
        root.End(TraceClock.After(first.StartTime, first.Duration));
    }

    private static void AddBeneath(MlflowSpan target, MlflowTrace trace)
    {
        if (target.Trace is not { } running) return;
        var ids = trace.Spans.Select(span => span.SpanId).ToHashSet();
        var children = trace.Spans.ToLookup(span => span.ParentId is { } id && ids.Contains(id) ? id : "");
        var seen = new HashSet<TraceSpan>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<(TraceSpan Source, MlflowSpan Parent)>(children[""].Select(span => (span, target)));
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Source)) continue;
            var copy = Copy(running.Tracer, next.Source, next.Parent);
            foreach (var child in children[next.Source.SpanId]) waiting.Enqueue((child, copy));
        }

        // Spans that are each other's parents come from a broken writer, but they are there.
        foreach (var span in trace.Spans.Where(span => !seen.Contains(span))) Copy(running.Tracer, span, target);
        running.Facts.Inherit(trace.Info.Tags.Where(IsOwn), trace.Info.Metadata.Where(IsOwn));
    }

    private static MlflowSpan Copy(MlflowTracer tracer, TraceSpan source, MlflowSpan parent)
    {
        var start = SpanRecording.Describe(source.Name, source.SpanType, samplingRatio: null) with { StartUnixNano = TraceClock.ToUnixNano(source.StartTime) };
        var span = SpanRecording.StartDetached(tracer, parent, start);
        SetContent(span, source);
        foreach (var (name, value) in source.Attributes)
        {
            if (name == WireNames.SpanLogLevel && value.TryGetInt32(out var level)) span.SetLogLevel((SpanLogLevel)level);
            else span.SetAttribute(name, value);
        }

        foreach (var item in source.Events)
        {
            // Chunks are the outputs once more.
            if (!span.CapturesContent && item.Name.StartsWith(WireNames.ChunkPrefix, StringComparison.Ordinal)) continue;
            span.AddEvent(item.Name, item.Attributes.Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value)), item.Time);
        }

        foreach (var link in source.Links) span.AddLink(link.TraceId, link.SpanId, link.Attributes.Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value)));
        span.SetStatus(source.Status, source.StatusMessage);
        span.End(TraceClock.After(source.StartTime, source.Duration));
        return span;
    }

    private static void SetContent(MlflowSpan span, TraceSpan source)
    {
        if (source.Inputs is { } inputs) span.SetInputs(inputs);
        if (source.Outputs is { } outputs) span.SetOutputs(outputs);
    }

    // MLflow's own (name, sizes, sums) are those of the trace they came with; who asked is the same person.
    private static bool IsOwn(KeyValuePair<string, string> pair)
        => !pair.Key.StartsWith("mlflow.", StringComparison.Ordinal) || pair.Key is WireNames.Session or WireNames.User;
}
