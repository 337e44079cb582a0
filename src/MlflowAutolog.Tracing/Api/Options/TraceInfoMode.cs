namespace MlflowAutolog;

/// <summary>When a trace's info is sent beside its spans.</summary>
public enum TraceInfoMode
{
    /// <summary>Always, but under a backlog an info that says no more than the spans did is left out and counted (MLflow 3.17 and newer).</summary>
    Auto,

    /// <summary>For every trace.</summary>
    Always,
}
