using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>Turns what was recorded into what is delivered: content, fold, previews. In the background, by the delivery loop alone.</summary>
internal sealed class TraceAssembler(TimeProvider time, Func<string, bool> isRunning, ContentPipeline? content = null) : ITraceAssembler
{
    private readonly AttemptHold _hold = new(time, isRunning);

    /// <inheritdoc />
    public long? NextDue => _hold.NextDue;

    /// <inheritdoc />
    public void Offer(RecordedTrace trace, List<TraceData> ready)
    {
        // Nothing of it may be left: what looked like a model call was none.
        if (WithContent(trace) is not { } filled) return;
        var due = new List<RecordedTrace>(1);
        if (_hold.Offer(filled, due) is { } now) due.Add(now);
        foreach (var recorded in due) ready.Add(Assemble(recorded));
    }

    /// <inheritdoc />
    public void Release(bool all, List<TraceData> ready)
    {
        var due = new List<RecordedTrace>();
        _hold.Release(all, due);
        foreach (var recorded in due) ready.Add(Assemble(recorded));
    }

    private static RecordedTrace? WithContent(RecordedTrace trace)
    {
        if (trace.Spans.All(span => span.Deferred is null)) return trace;
        var spans = trace.Spans.Select(WithContent).OfType<SpanData>().ToList();
        if (spans.Count == 0) return null;
        return trace with { Spans = spans, Root = trace.Root is { } root ? spans.Find(span => span.SpanId == root.SpanId) : null };
    }

    private static SpanData? WithContent(SpanData span)
    {
        if (span.Deferred is not { } deferred) return span;
        try
        {
            return deferred.Apply(span) is { } filled ? filled with { Deferred = null } : null;
        }
        catch (Exception failure)
        {
            // Neither the name nor the message: they may quote the content, and this is before any redaction.
            SelfLog.Report("content", $"The content of a {span.Type} span could not be read and is left out: {failure.GetType().Name}");
            return span with { Deferred = null };
        }
    }

    private TraceData Assemble(RecordedTrace trace)
    {
        var spans = InOrder(AttemptFold.Apply(trace.Spans));
        if (content is not null) spans = Array.ConvertAll(spans, content.Apply);
        var root = trace.Root is { } recorded ? Array.Find(spans, span => span.SpanId == recorded.SpanId) : null;
        var facts = trace.Facts;
        if (root is null) return new TraceData { TraceId = trace.TraceId, Spans = spans, ExperimentId = facts.ExperimentId };
        facts = facts with { Metadata = EnvironmentMetadata.With(facts.Metadata) };
        if (content is not null) facts = content.Apply(facts);
        return new TraceData
        {
            TraceId = trace.TraceId,
            Spans = spans,
            Root = root,
            State = facts.State != TraceState.Unspecified ? facts.State : root.Status == SpanStatusCode.Error ? TraceState.Error : TraceState.Ok,
            Tags = facts.Tags,
            Metadata = facts.Metadata,
            ClientRequestId = facts.ClientRequestId,
            RequestPreview = facts.RequestPreview ?? Preview(root, Previews.OfRequest),
            ResponsePreview = facts.ResponsePreview ?? Preview(root, Previews.OfResponse),
            ExperimentId = facts.ExperimentId,
            HasUserInfo = trace.Facts is not { State: TraceState.Unspecified, ClientRequestId: null, RequestPreview: null, ResponsePreview: null }
                          || trace.Facts.Metadata.Keys.Any(key => key is not (WireNames.Session or WireNames.User)),
        };
    }

    private static SpanData[] InOrder(IReadOnlyList<SpanData> spans) => spans.Count == 1 ? [spans[0]] : [.. spans.OrderBy(span => span.StartUnixNano)];

    private static string? Preview(SpanData root, Func<SpanData, string?> rule)
    {
        try
        {
            return rule(root);
        }
        catch (Exception failure)
        {
            SelfLog.Report("preview", $"A preview could not be made: {failure.GetType().Name}");
            return null;
        }
    }
}
