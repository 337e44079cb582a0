namespace MlflowAutolog;

/// <summary>What became of the traces this process accepted, at one moment. The counters always add up: accepted = pending + delivered + spilled + dropped.</summary>
public sealed record TracingStatistics
{
    /// <summary>Traces handed over for delivery. Late children of a delivered trace count as a trace of their own; attempts that are joined to one call count once.</summary>
    public long Accepted { get; init; }

    /// <summary>Traces that wait in memory or are on their way.</summary>
    public long Pending { get; init; }

    /// <summary>Traces whose spans MLflow acknowledged, or that the local store wrote.</summary>
    public long Delivered { get; init; }

    /// <summary>Traces written to disk because the process ended before MLflow took them; a later process sends them.</summary>
    public long Spilled { get; init; }

    /// <summary>Trace infos that MLflow acknowledged.</summary>
    public long InfosDelivered { get; init; }

    /// <summary>Trace infos left out because they said no more than the spans did (<see cref="TraceInfoMode.Auto"/>).</summary>
    public long InfosLeftOut { get; init; }

    /// <summary>Trace infos that wait; their traces' spans are delivered.</summary>
    public long InfosPending { get; init; }

    /// <summary>Trace infos that MLflow refused, or that were still waiting at the end of the process. Their traces are stored, without previews and metadata.</summary>
    public long InfosDropped { get; init; }

    /// <summary>Traces that were lost, in total.</summary>
    public long Dropped { get; init; }

    /// <summary>Lost traces by reason, for example <c>queue_full</c>, <c>rejected</c>, <c>shutdown</c>, <c>store_unwritable</c>.</summary>
    public IReadOnlyDictionary<string, long> DroppedByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Spans that MLflow refused out of traces it otherwise took; those traces count as delivered.</summary>
    public long SpansRejected { get; init; }

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
        InfosDelivered = InfosDelivered + other.InfosDelivered,
        InfosPending = InfosPending + other.InfosPending,
        InfosLeftOut = InfosLeftOut + other.InfosLeftOut,
        InfosDropped = InfosDropped + other.InfosDropped,
        Dropped = Dropped + other.Dropped,
        DroppedByReason = DroppedByReason.Concat(other.DroppedByReason).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
        ContentDropped = ContentDropped + other.ContentDropped,
        Retries = Retries + other.Retries,
        SpansRejected = SpansRejected + other.SpansRejected,
    };
}
