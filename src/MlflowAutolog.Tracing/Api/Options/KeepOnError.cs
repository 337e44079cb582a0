namespace MlflowAutolog;

/// <summary>Which of the traces that sampling leaves out are sent all the same, because they failed.</summary>
public enum KeepOnError
{
    /// <summary>None: what is left out is not recorded.</summary>
    Off,

    /// <summary>Those whose state is ERROR: by MLflow's rule that of the root, or the one set with <see cref="Mlflow.UpdateCurrentTrace"/>.</summary>
    Trace,

    /// <summary>Those too in which any span failed: a tool call that an agent coped with, a model call that a fallback replaced.</summary>
    AnySpan,
}
