using MlflowAutolog.Tracing.Assembling.Drawing;
using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>Turns what was recorded into what is delivered: content, fold, previews. In the background, by the delivery loop alone.</summary>
/// <param name="time">For the holding back of attempts.</param>
/// <param name="isRunning">Whether a model call of that key runs without a span above it.</param>
/// <param name="attachments">Takes binary content out; default: all of it, of any size.</param>
/// <param name="content">What the application wants hidden, if anything.</param>
/// <param name="budget">What a value may take; default: no limit.</param>
internal sealed class TraceAssembler(
    TimeProvider time, Func<string, bool> isRunning, AttachmentStage? attachments = null, ContentPipeline? content = null, SizeBudget? budget = null) : ITraceAssembler
{
    private readonly AttachmentStage _attachments = attachments ?? new AttachmentStage(AttachmentRule.Default, static () => { });
    private readonly SizeBudget _budget = budget ?? new SizeBudget(0);
    private readonly AttemptHold _hold = new(time, isRunning);

    /// <inheritdoc />
    public long? NextDue => _hold.NextDue;

    /// <inheritdoc />
    public (int Traces, long Bytes) Waiting => (_hold.Count, _hold.Bytes);

    /// <inheritdoc />
    public bool AttemptsWait => _hold.Count > 0;

    /// <inheritdoc />
    public void Offer(RecordedTrace trace, List<TraceData> ready)
    {
        // Nothing of it may be left: what looked like a model call was none.
        if (WithContent(trace) is not { } filled) return;
        var due = new List<RecordedTrace>(1);
        if (_hold.Offer(filled, due) is { } now) due.Add(now);
        Assemble(due, ready);
    }

    /// <inheritdoc />
    public void Release(bool all, List<TraceData> ready)
    {
        var due = new List<RecordedTrace>();
        _hold.Release(all, due);
        Assemble(due, ready);
    }

    private void Assemble(List<RecordedTrace> due, List<TraceData> ready)
    {
        foreach (var recorded in due)
        {
            if (Assemble(recorded) is { } trace) ready.Add(trace);
        }
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

    /// <returns><see langword="null"/> when sampling left the trace out and it did not fail.</returns>
    private TraceData? Assemble(RecordedTrace trace)
    {
        var folded = InOrder(AttemptFold.Apply(trace.Spans));
        if (trace.Held is { } held && held.Judge(folded, Find(folded, trace.Root), trace.Facts.State, isFolded: true) != true) return null;
        var (spans, found) = _attachments.TakeOut(trace.TraceId, folded, content is null ? null : content.OfAttachment);
        if (content is not null) (spans, found) = content.Apply(spans, found);
        ConversationDrawing.Apply(spans);
        _budget.Apply(spans);
        var (facts, session) = FactsOf(trace, folded);
        var root = Find(spans, trace.Root);
        if (trace.Early is { } early) return EarlyTrace.Of(trace, facts, spans, early) with { Attachments = found, CallSession = session };
        if (root is null) return new TraceData { TraceId = trace.TraceId, Spans = spans, Attachments = found, ExperimentId = facts.ExperimentId, Metadata = facts.Metadata };
        return new TraceData
        {
            TraceId = trace.TraceId,
            Spans = spans,
            Attachments = found,
            Root = root,
            State = facts.State != TraceState.Unspecified ? facts.State : root.Status == SpanStatusCode.Error ? TraceState.Error : TraceState.Ok,
            Tags = facts.Tags,
            Metadata = facts.Metadata,
            ClientRequestId = facts.ClientRequestId,
            RequestPreview = facts.RequestPreview ?? Preview(root, Previews.OfRequest),
            ResponsePreview = facts.ResponsePreview ?? Preview(root, Previews.OfResponse),
            ExperimentId = facts.ExperimentId,
            Assessments = facts.Assessments,
            CallSession = session,
            HasUserInfo = facts.Assessments.Count > 0
                          || trace.Facts is not { State: TraceState.Unspecified, ClientRequestId: null, RequestPreview: null, ResponsePreview: null }
                          || trace.Facts.Metadata.Keys.Any(key => key is not (WireNames.Session or WireNames.User)),
        };
    }

    /// <summary>What the application said of the trace, what its calls did, and what is said of every trace, as it may be stored.</summary>
    private (TraceFacts Facts, string? CallSession) FactsOf(RecordedTrace trace, SpanData[] spans)
    {
        var facts = trace.Early is { } early ? EarlyTrace.FactsOf(trace.Facts, early, isNamed: content is not { HasProcessors: true }) : trace.Facts;
        if (trace.Root is not null || trace.Early is { IsFirst: true }) facts = facts with { Metadata = EnvironmentMetadata.With(facts.Metadata) };
        var told = CallSession.Of(trace, spans);
        if (told is not null) facts = CallSession.With(facts, told);
        if (content is not null) facts = content.Apply(facts);
        return (facts, told is null ? null : facts.Metadata.GetValueOrDefault(WireNames.Session));
    }

    private static SpanData? Find(SpanData[] spans, SpanData? recorded) => recorded is null ? null : Array.Find(spans, span => span.SpanId == recorded.SpanId);

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
