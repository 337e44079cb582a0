namespace MlflowAutolog;

/// <content>When traces are sent.</content>
public sealed partial class MlflowOptions
{
    /// <summary>A trace that runs longer sends the spans that have ended, so that a long run can be watched. <c>MLFLOW_AUTOLOG_EARLY_SEND_AFTER</c>, in seconds.</summary>
    /// <value>0 to 86,400 s; default 5 s; 0 sends nothing before the root ends. MLflow 3.6 and newer, and the local store.</value>
    public TimeSpan? EarlySendAfter { get; set; }

    /// <summary>A trace that runs longer is ended with status ERROR. <c>MLFLOW_TRACE_TIMEOUT_SECONDS</c>.</summary>
    /// <value>1 s to 365 days; default <see langword="null"/>: a trace may run for ever.</value>
    public TimeSpan? TraceTimeout { get; set; }

    /// <summary>After a request to MLflow, how long a batch that is not full waits for more. <c>MLFLOW_ASYNC_TRACE_LOGGING_MAX_INTERVAL_MILLIS</c>, in milliseconds.</summary>
    /// <value>0 to 60 s; default 200 ms. The first trace after a quiet time goes at once, and nobody who waits for a flush waits for this.</value>
    public TimeSpan? BatchInterval { get; set; }
}
