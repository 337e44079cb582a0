namespace MlflowAutolog;

/// <summary>The state of a trace, as MLflow stores it.</summary>
public enum TraceState
{
    /// <summary>Not given.</summary>
    Unspecified = 0,

    /// <summary>The trace's root has not ended.</summary>
    InProgress = 1,

    /// <summary>The root ended well.</summary>
    Ok = 2,

    /// <summary>The root failed.</summary>
    Error = 3,
}
