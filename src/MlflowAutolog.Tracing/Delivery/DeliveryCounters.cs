namespace MlflowAutolog.Tracing.Delivery;

/// <summary>The numbers behind <see cref="TracingStatistics"/>. Thread-safe.</summary>
internal sealed class DeliveryCounters
{
    private readonly Dictionary<string, long> _dropped = [];
    private long _accepted;
    private long _delivered;
    private long _spilled;
    private long _lost;
    private long _infosQueued;
    private long _infosDelivered;
    private long _infosLeftOut;
    private long _infosDropped;
    private long _retries;
    private long _spansDelivered;
    private long _spansRejected;
    private long _recovered;
    private long _contentDropped;
    private long _assessmentsDropped;
    private int _sending;

    public AttachmentCounters Attachments { get; } = new();

    /// <summary>As in the snapshot, without making one.</summary>
    public long Pending
    {
        get
        {
            var ended = Interlocked.Read(ref _delivered) + Interlocked.Read(ref _spilled) + Interlocked.Read(ref _lost);
            return Interlocked.Read(ref _accepted) - ended;
        }
    }

    public void Accept() => Interlocked.Increment(ref _accepted);

    /// <summary>Handed-over traces that became part of another one (or nothing): they are no trace of their own.</summary>
    public void Join(long traces) => Interlocked.Add(ref _accepted, -traces);

    /// <summary>How many traces the request holds that is out.</summary>
    public int Sending
    {
        set => Volatile.Write(ref _sending, value);
    }

    public void Deliver(int spans)
    {
        Interlocked.Add(ref _spansDelivered, spans);
        Interlocked.Increment(ref _delivered);
    }

    /// <summary>A trace that an earlier process left on disk.</summary>
    public void Recover(int spans)
    {
        Interlocked.Add(ref _spansDelivered, spans);
        Interlocked.Increment(ref _recovered);
    }

    public void Spill(long traces) => Interlocked.Add(ref _spilled, traces);

    public void QueueInfo() => Interlocked.Increment(ref _infosQueued);

    public void DeliverInfo() => Interlocked.Increment(ref _infosDelivered);

    public void LeaveOutInfo() => Interlocked.Increment(ref _infosLeftOut);

    public void DropInfo() => Interlocked.Increment(ref _infosDropped);

    public void Retry() => Interlocked.Increment(ref _retries);

    public void DropAssessments(long assessments) => Interlocked.Add(ref _assessmentsDropped, assessments);

    public void DropContent() => Interlocked.Increment(ref _contentDropped);

    /// <summary>Out of a trace that counts as delivered, with all its spans.</summary>
    public void RejectSpans(long spans)
    {
        Interlocked.Add(ref _spansDelivered, -spans);
        Interlocked.Add(ref _spansRejected, spans);
    }

    public void Drop(string reason, long traces = 1)
    {
        lock (_dropped) _dropped[reason] = _dropped.GetValueOrDefault(reason) + traces;
        Interlocked.Add(ref _lost, traces);
    }

    /// <summary>Delivered traces turned out not to be kept.</summary>
    public void Lose(string reason, long traces)
    {
        // In this order the snapshot, which reads losses first, never counts a trace twice.
        Interlocked.Add(ref _delivered, -traces);
        Drop(reason, traces);
    }

    /// <summary>Outcomes are read before what was accepted, so that a trace on its way between two reads shows as pending and the sum is always right.</summary>
    public TracingStatistics Snapshot()
    {
        Dictionary<string, long> dropped;
        lock (_dropped) dropped = new Dictionary<string, long>(_dropped);
        var lost = dropped.Values.Sum();
        var delivered = Interlocked.Read(ref _delivered);
        var spilled = Interlocked.Read(ref _spilled);
        var (infosDelivered, infosLeftOut, infosDropped) = (Interlocked.Read(ref _infosDelivered), Interlocked.Read(ref _infosLeftOut), Interlocked.Read(ref _infosDropped));
        var sending = Volatile.Read(ref _sending);
        var accepted = Interlocked.Read(ref _accepted);
        var attachments = Attachments.Snapshot();
        var pending = accepted - delivered - spilled - lost;
        return new TracingStatistics
        {
            AttachmentsDelivered = attachments.Delivered,
            AttachmentsPending = attachments.Pending,
            AttachmentsDroppedByReason = attachments.Dropped,
            Accepted = accepted,
            Pending = pending,
            Sending = Math.Min(sending, pending),
            Delivered = delivered,
            Spilled = spilled,
            InfosDelivered = infosDelivered,
            InfosLeftOut = infosLeftOut,
            InfosDropped = infosDropped,
            InfosPending = Interlocked.Read(ref _infosQueued) - infosDelivered - infosLeftOut - infosDropped,
            Dropped = lost,
            DroppedByReason = dropped,
            Recovered = Interlocked.Read(ref _recovered),
            SpansDelivered = Math.Max(0, Interlocked.Read(ref _spansDelivered)),
            SpansRejected = Interlocked.Read(ref _spansRejected),
            AssessmentsDropped = Interlocked.Read(ref _assessmentsDropped),
            ContentDropped = Interlocked.Read(ref _contentDropped),
            Retries = Interlocked.Read(ref _retries),
        };
    }
}
