using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog;

/// <summary>Facts of a stored trace as a whole.</summary>
public sealed record TraceInfo
{
    /// <summary>MLflow's id, <c>tr-</c> and 32 hex digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>The experiment it is stored in; <see langword="null"/> in the local store.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>Where it is stored; <see langword="null"/> in the local store.</summary>
    public TraceLocation? Location { get; init; }

    /// <summary>The trace's state.</summary>
    public TraceState State { get; init; }

    /// <summary>Start of the root.</summary>
    public DateTimeOffset RequestTime { get; init; }

    /// <summary>Duration, to the millisecond; <see langword="null"/> while the trace is in progress.</summary>
    public TimeSpan? ExecutionDuration { get; init; }

    /// <summary>What was asked, in a line (at most 1,000 characters).</summary>
    public string? RequestPreview { get; init; }

    /// <summary>What was answered, in a line (at most 1,000 characters).</summary>
    public string? ResponsePreview { get; init; }

    /// <summary>The id that the application gave.</summary>
    public string? ClientRequestId { get; init; }

    /// <summary>Metadata: written once, cannot be changed.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Tags: can be changed later.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Feedback, expectations and issues, those that were overridden included.</summary>
    public IReadOnlyList<Assessment> Assessments { get; init; } = [];

    /// <summary>Tokens of all model calls, from <see cref="Metadata"/>; <see langword="null"/> when no span has any.</summary>
    public TokenUsage? Usage => StoredFacts.Usage(Metadata);

    /// <summary>What all model calls cost, from <see cref="Metadata"/>; <see langword="null"/> when the server knows no price (before 3.17 it knows none).</summary>
    public LlmCost? Cost => StoredFacts.Cost(Metadata);
}
