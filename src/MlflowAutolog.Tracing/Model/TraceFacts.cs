namespace MlflowAutolog.Tracing.Model;

/// <summary>What the application said of a trace beyond its spans.</summary>
internal sealed record TraceFacts
{
    public static readonly TraceFacts None = new();

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>With <see cref="WireNames.Session"/> and <see cref="WireNames.User"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public string? ClientRequestId { get; init; }

    public string? RequestPreview { get; init; }

    public string? ResponsePreview { get; init; }

    /// <summary><see cref="TraceState.Unspecified"/> unless the user decided.</summary>
    public TraceState State { get; init; }

    public string? ExperimentId { get; init; }

    /// <summary>Complete, as they are stored.</summary>
    public IReadOnlyList<Assessment> Assessments { get; init; } = [];
}
