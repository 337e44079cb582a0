namespace MlflowAutolog;

/// <summary>A judgement on what came out: a thumb, a score, a label; or the error that kept a judge from one.</summary>
/// <remarks>Has a value, an error, or both.</remarks>
public sealed record Feedback : Assessment
{
    /// <summary>
    /// Boolean, number, text, list or dictionary; any other value is written as JSON. Read back it is a <see cref="bool"/>, <see cref="double"/>, <see cref="string"/>
    /// or <see cref="System.Text.Json.JsonElement"/> (lists, objects): MLflow returns every number as a double.
    /// </summary>
    public object? Value { get; init; }

    /// <summary>What went wrong while the feedback was made.</summary>
    public AssessmentError? Error { get; init; }
}
