namespace MlflowAutolog;

/// <summary>What became of the traces this process recorded, at one moment. The counters always add up: accepted = pending + delivered + spilled + dropped.</summary>
/// <remarks>Late children of a delivered trace, and what a long trace sends before its root ends, count as traces of their own.</remarks>
public sealed record TracingStatistics
{
    /// <summary>Traces handed over for delivery. Attempts that are joined to one call count once.</summary>
    public long Accepted { get; init; }

    /// <summary>Traces that wait in memory or are on their way.</summary>
    public long Pending { get; init; }

    /// <summary>Traces in the request to MLflow that is out; they are among the <see cref="Pending"/> ones.</summary>
    public long Sending { get; init; }

    /// <summary>Traces whose spans MLflow acknowledged, or that the local store wrote.</summary>
    public long Delivered { get; init; }

    /// <summary>Traces written to disk because the process ended before MLflow took them; a later process sends them.</summary>
    public long Spilled { get; init; }

    /// <summary>Traces that earlier processes left on disk and that this one delivered; they are not among the <see cref="Accepted"/> ones.</summary>
    public long Recovered { get; init; }

    /// <summary>Traces that sampling left out and that are not sent. Never accepted.</summary>
    public long SampledOut { get; init; }

    /// <summary>Traces that sampling left out and that were accepted because they failed (<see cref="MlflowOptions.KeepOnError"/>).</summary>
    public long KeptOnError { get; init; }

    /// <summary>Of <see cref="SampledOut"/>, those for which there was no memory to wait for their outcome (<see cref="MlflowOptions.MaxHeldBytes"/>): some may have failed.</summary>
    public long NotHeld { get; init; }

    /// <summary>Spans that MLflow acknowledged, or that the local store wrote.</summary>
    public long SpansDelivered { get; init; }

    /// <summary>Trace infos that MLflow acknowledged.</summary>
    public long InfosDelivered { get; init; }

    /// <summary>Trace infos left out because they said no more than the spans did (<see cref="TraceInfoMode.Auto"/>).</summary>
    public long InfosLeftOut { get; init; }

    /// <summary>Trace infos that wait; their traces' spans are delivered.</summary>
    public long InfosPending { get; init; }

    /// <summary>Trace infos that MLflow refused, or that were still waiting at the end of the process. Their traces are stored, without previews and metadata.</summary>
    public long InfosDropped { get; init; }

    /// <summary>Assessments that were logged while their trace ran and did not reach MLflow: with an info that was lost, or refused by themselves. Counted since the start.</summary>
    public long AssessmentsDropped { get; init; }

    /// <summary>Traces that were lost, in total.</summary>
    public long Dropped { get; init; }

    /// <summary>Lost traces by reason, for example <c>queue_full</c>, <c>rejected</c>, <c>shutdown</c>, <c>store_unwritable</c>.</summary>
    public IReadOnlyDictionary<string, long> DroppedByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Spans that MLflow refused out of traces it otherwise took; those traces count as delivered.</summary>
    public long SpansRejected { get; init; }

    /// <summary>Attachments (images, audio, documents) that MLflow or the local store has.</summary>
    public long AttachmentsDelivered { get; init; }

    /// <summary>Attachments that wait; their traces' spans are delivered.</summary>
    public long AttachmentsPending { get; init; }

    /// <summary>Attachments that were lost, by reason: <c>too_large</c>, <c>upload_failed</c>, <c>artifacts_out_of_reach</c>, <c>shutdown</c>. Their traces are stored. Found = delivered + pending + dropped.</summary>
    public IReadOnlyDictionary<string, long> AttachmentsDroppedByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Spans (and traces' own texts) whose content was dropped because a processor or redactor failed; they count as delivered.</summary>
    public long ContentDropped { get; init; }

    /// <summary>Requests to MLflow that failed and were tried again.</summary>
    public long Retries { get; init; }

    /// <summary>Both together.</summary>
    internal TracingStatistics Plus(TracingStatistics other) => new()
    {
        Accepted = Accepted + other.Accepted,
        Pending = Pending + other.Pending,
        Delivered = Delivered + other.Delivered,
        Spilled = Spilled + other.Spilled,
        Sending = Sending + other.Sending,
        Recovered = Recovered + other.Recovered,
        SampledOut = SampledOut + other.SampledOut,
        KeptOnError = KeptOnError + other.KeptOnError,
        NotHeld = NotHeld + other.NotHeld,
        SpansDelivered = SpansDelivered + other.SpansDelivered,
        InfosDelivered = InfosDelivered + other.InfosDelivered,
        InfosPending = InfosPending + other.InfosPending,
        InfosLeftOut = InfosLeftOut + other.InfosLeftOut,
        InfosDropped = InfosDropped + other.InfosDropped,
        Dropped = Dropped + other.Dropped,
        DroppedByReason = Sum(DroppedByReason, other.DroppedByReason),
        AttachmentsDelivered = AttachmentsDelivered + other.AttachmentsDelivered,
        AttachmentsPending = AttachmentsPending + other.AttachmentsPending,
        AttachmentsDroppedByReason = Sum(AttachmentsDroppedByReason, other.AttachmentsDroppedByReason),
        AssessmentsDropped = AssessmentsDropped + other.AssessmentsDropped,
        ContentDropped = ContentDropped + other.ContentDropped,
        Retries = Retries + other.Retries,
        SpansRejected = SpansRejected + other.SpansRejected,
    };

    private static Dictionary<string, long> Sum(IReadOnlyDictionary<string, long> one, IReadOnlyDictionary<string, long> other)
        => one.Concat(other).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
}
