namespace MlflowAutolog.Tracing.Recording.Sampling;

/// <summary>What the traces of one tracer that are kept back have in common.</summary>
internal sealed class HeldTraces(FailureRule rule, HeldBudget budget, SamplingCounters counters)
{
    public FailureRule Rule { get; } = rule;

    public HeldBudget Budget { get; } = budget;

    public SamplingCounters Counters { get; } = counters;

    /// <summary>A trace to be kept back; <see langword="null"/> when there is no memory for one more, or no wish.</summary>
    public HeldTrace? TryStart()
    {
        if (Rule.Mode == KeepOnError.Off)
        {
            Counters.LeaveOut();
            return null;
        }

        if (Budget.TryTake(HeldBudget.PerTrace)) return new HeldTrace(this);
        Counters.LeaveOutUnseen();
        return null;
    }
}
