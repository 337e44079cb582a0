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
    public const string ActiveModelId = "MLFLOW_ACTIVE_MODEL_ID";
    public const string RunId = "MLFLOW_RUN_ID";
    public const string PromptCacheSize = "MLFLOW_PROMPT_CACHE_MAX_SIZE";
    public const string AliasPromptCacheSeconds = "MLFLOW_ALIAS_PROMPT_CACHE_TTL_SECONDS";
    public const string VersionPromptCacheSeconds = "MLFLOW_VERSION_PROMPT_CACHE_TTL_SECONDS";

    public const string TracingDestination = "MLFLOW_TRACING_DESTINATION";

    public const string PropagateTo = "MLFLOW_AUTOLOG_PROPAGATE_TO";
    public const string ContinueIncomingTraces = "MLFLOW_AUTOLOG_CONTINUE_INCOMING_TRACES";
    public const string PropagationKey = "MLFLOW_AUTOLOG_PROPAGATION_KEY";

    public const string TraceTimeout = "MLFLOW_TRACE_TIMEOUT_SECONDS";
    public const string BatchInterval = "MLFLOW_ASYNC_TRACE_LOGGING_MAX_INTERVAL_MILLIS";

    public const string KeepOnError = "MLFLOW_AUTOLOG_KEEP_ON_ERROR";
    public const string MaxHeldBytes = "MLFLOW_AUTOLOG_MAX_HELD_BYTES";
    public const string EarlySendAfter = "MLFLOW_AUTOLOG_EARLY_SEND_AFTER";
    public const string CaptureContent = "MLFLOW_AUTOLOG_CAPTURE_CONTENT";
    public const string ExtractAttachments = "MLFLOW_TRACE_EXTRACT_ATTACHMENTS";
    public const string MaxAttachmentBytes = "MLFLOW_TRACE_MAX_ATTACHMENT_SIZE";
    public const string CaptureVectors = "MLFLOW_AUTOLOG_CAPTURE_VECTORS";
    public const string MaxValueBytes = "MLFLOW_AUTOLOG_MAX_VALUE_BYTES";
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
