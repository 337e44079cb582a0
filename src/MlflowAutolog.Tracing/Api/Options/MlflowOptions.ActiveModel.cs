namespace MlflowAutolog;

/// <content>What every trace is tied to.</content>
public sealed partial class MlflowOptions
{
    /// <summary>The logged model that traces belong to, metadata <c>mlflow.modelId</c>. <c>MLFLOW_ACTIVE_MODEL_ID</c>. <see cref="Mlflow.SetActiveModel"/> changes it later.</summary>
    /// <value>Default: none; an empty text is none too.</value>
    public string? ActiveModelId { get; set; }

    /// <summary>The run that traces belong to, metadata <c>mlflow.sourceRun</c>. <c>MLFLOW_RUN_ID</c>.</summary>
    /// <value>Default: none; an empty text is none too.</value>
    public string? RunId { get; set; }
}
