namespace MlflowAutolog.Tracing.Configuration;

/// <summary>Every environment variable that is read, once. MLflow's own keep their meaning and units.</summary>
internal static class EnvironmentNames
{
    public const string TrackingUri = "MLFLOW_TRACKING_URI";
    public const string Experiment = "MLFLOW_EXPERIMENT_NAME";
    public const string ExperimentId = "MLFLOW_EXPERIMENT_ID";
    public const string Username = "MLFLOW_TRACKING_USERNAME";
    public const string Password = "MLFLOW_TRACKING_PASSWORD";
    public const string Token = "MLFLOW_TRACKING_TOKEN";
    public const string SamplingRatio = "MLFLOW_TRACE_SAMPLING_RATIO";
    public const string AsyncLogging = "MLFLOW_ENABLE_ASYNC_TRACE_LOGGING";
    public const string RequestTimeout = "MLFLOW_HTTP_REQUEST_TIMEOUT";
    public const string MaxRetries = "MLFLOW_HTTP_REQUEST_MAX_RETRIES";

    public const string CaptureContent = "MLFLOW_AUTOLOG_CAPTURE_CONTENT";
    public const string HideContent = "MLFLOW_AUTOLOG_HIDE_CONTENT";
    public const string RedactPii = "MLFLOW_AUTOLOG_REDACT_PII";
    public const string TraceInfo = "MLFLOW_AUTOLOG_TRACE_INFO";
    public const string StorePath = "MLFLOW_AUTOLOG_STORE_PATH";
    public const string MaxQueueBytes = "MLFLOW_AUTOLOG_MAX_QUEUE_BYTES";
    public const string MaxQueueTraces = "MLFLOW_AUTOLOG_MAX_QUEUE_TRACES";
    public const string ShutdownTimeout = "MLFLOW_AUTOLOG_SHUTDOWN_TIMEOUT";
    public const string MaxBodyBytes = "MLFLOW_AUTOLOG_MAX_BODY_BYTES";

    public const string OtelSdkDisabled = "OTEL_SDK_DISABLED";
    public const string OtelCaptureContent = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    public const string Home = "HOME";
    public const string UserProfile = "USERPROFILE";
}
