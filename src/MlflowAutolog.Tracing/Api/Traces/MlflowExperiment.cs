namespace MlflowAutolog;

/// <summary>An experiment of MLflow: what traces are kept in.</summary>
public sealed record MlflowExperiment
{
    /// <summary>The id, a number as text.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the server keeps files of it.</summary>
    public string? ArtifactLocation { get; init; }

    /// <summary>Deleted, but still there to be restored: it takes no traces.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
