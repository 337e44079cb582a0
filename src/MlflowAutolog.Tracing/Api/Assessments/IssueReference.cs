namespace MlflowAutolog;

/// <summary>Says that a trace shows an issue that MLflow knows; <see cref="Assessment.Name"/> is the issue's id. Needs MLflow 3.17.</summary>
public sealed record IssueReference : Assessment
{
    /// <summary>The issue's name.</summary>
    public required string IssueName { get; init; }
}
