namespace MlflowAutolog;

/// <summary>What MlflowAutolog does and where traces go. Code beats environment, environment beats defaults.</summary>
/// <remarks>
/// A property that is left alone takes the environment variable named beside it. Values are checked when tracing starts: a wrong one throws
/// <see cref="MlflowException"/> with the setting's name, the value and what would be right. Not thread-safe; read once.
/// </remarks>
public sealed partial class MlflowOptions
{
    /// <summary>MLflow's address, for example <c>http://mlflow:5000</c>; http or https. <c>MLFLOW_TRACKING_URI</c>.</summary>
    /// <value>Default <see langword="null"/>: traces are kept in the local store, <see cref="StorePath"/>.</value>
    public string? TrackingUri { get; set; }

    /// <summary>Name of the experiment, created when there is none. <c>MLFLOW_EXPERIMENT_NAME</c>. Give this or <see cref="ExperimentId"/>.</summary>
    public string? Experiment { get; set; }

    /// <summary>Id of an experiment that exists, a number as text. <c>MLFLOW_EXPERIMENT_ID</c>.</summary>
    /// <value>Default: MLflow's default experiment, <c>0</c>.</value>
    public string? ExperimentId { get; set; }

    /// <summary>User of basic authentication. <c>MLFLOW_TRACKING_USERNAME</c>. Never recorded or logged.</summary>
    public string? Username { get; set; }

    /// <summary>Password of basic authentication. <c>MLFLOW_TRACKING_PASSWORD</c>. Never recorded or logged.</summary>
    public string? Password { get; set; }

    /// <summary>Bearer token; basic authentication beats it. <c>MLFLOW_TRACKING_TOKEN</c>. Never recorded or logged.</summary>
    public string? Token { get; set; }

    /// <summary>Which part of the traces is recorded, decided when a root starts. <c>MLFLOW_TRACE_SAMPLING_RATIO</c>.</summary>
    /// <value>0 to 1; default 1.</value>
    public double? SamplingRatio { get; set; }

    /// <summary>Whether inputs, outputs and chunks are recorded. <c>MLFLOW_AUTOLOG_CAPTURE_CONTENT</c>.</summary>
    /// <value>Default <see langword="true"/>. With <see langword="false"/> spans keep name, type, times, status, model and usage.</value>
    public bool? CaptureContent { get; set; }

    /// <summary>Whether traces are delivered in the background. <c>MLFLOW_ENABLE_ASYNC_TRACE_LOGGING</c>.</summary>
    /// <value>
    /// Default <see langword="true"/>. With <see langword="false"/> the end of an outermost <c>TraceAsync</c> waits for delivery, at most <see cref="ShutdownTimeout"/>: for hosts that freeze
    /// between calls. Other roots do not block: await <see cref="Mlflow.FlushAsync"/> after them.
    /// </value>
    public bool? AsyncLogging { get; set; }

    /// <summary>When the trace info follows the spans. <c>MLFLOW_AUTOLOG_TRACE_INFO</c> (<c>auto</c>, <c>always</c>).</summary>
    /// <value>Default <see cref="TraceInfoMode.Auto"/>.</value>
    public TraceInfoMode? TraceInfo { get; set; }

    /// <summary>Folder of the local store, used without a tracking URI. <c>MLFLOW_AUTOLOG_STORE_PATH</c>.</summary>
    /// <value>Default <c>mlflow-traces</c> in the current directory; at most 256 MB and 7 days are kept.</value>
    public string? StorePath { get; set; }

    /// <summary>Bytes of traces that may wait in memory for delivery. <c>MLFLOW_AUTOLOG_MAX_QUEUE_BYTES</c>.</summary>
    /// <value>1 MB to 2 GB; default 64 MB. What does not fit is dropped and counted.</value>
    public long? MaxQueueBytes { get; set; }

    /// <summary>Traces that may wait in memory for delivery. <c>MLFLOW_AUTOLOG_MAX_QUEUE_TRACES</c>.</summary>
    /// <value>1 to 1,000,000; default 20,000. What does not fit is dropped and counted.</value>
    public int? MaxQueueTraces { get; set; }

    /// <summary>Limit of one request to MLflow. <c>MLFLOW_HTTP_REQUEST_TIMEOUT</c>, in seconds.</summary>
    /// <value>More than zero; default 120 s.</value>
    public TimeSpan? RequestTimeout { get; set; }

    /// <summary>Attempts after the first of an explicit call (search, get, feedback). <c>MLFLOW_HTTP_REQUEST_MAX_RETRIES</c>. The background delivery goes on for as long as the process lives.</summary>
    /// <value>0 to 10; default 7.</value>
    public int? MaxRetries { get; set; }

    /// <summary>How long the end of the process may wait for delivery. <c>MLFLOW_AUTOLOG_SHUTDOWN_TIMEOUT</c>, in seconds.</summary>
    /// <value>0 to 300 s; default 5 s. What is not delivered by then is written to disk.</value>
    public TimeSpan? ShutdownTimeout { get; set; }

    /// <summary>Bytes of one request or reply body of a model API that are kept as content. <c>MLFLOW_AUTOLOG_MAX_BODY_BYTES</c>.</summary>
    /// <value>1 kB to 256 MB; default 4 MB. Beyond it content is cut; model and usage are still read.</value>
    public int? MaxBodyBytes { get; set; }

    /// <summary>Makes the handler that our own requests to MLflow go through, for proxies and client certificates.</summary>
    /// <value>Default: a <see cref="SocketsHttpHandler"/> of our own.</value>
    public Func<HttpMessageHandler>? HttpHandler { get; set; }

    /// <summary>Source of time.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Integrations to install beside those that are found.</summary>
    public IList<IAutologIntegration> Integrations { get; private set; } = [];

    /// <summary>Whether integrations are looked for: by the attribute that the packages' build adds to the application and, where code may be dynamic, beside it.</summary>
    /// <value>Default <see langword="true"/>. With <see langword="false"/> only <see cref="Integrations"/> are installed.</value>
    public bool DiscoverIntegrations { get; set; } = true;

    /// <summary>Nothing is recorded: <c>OTEL_SDK_DISABLED</c>. Set when the options are resolved.</summary>
    internal bool TracingDisabled { get; set; }

    /// <summary>Names of integrations that stay off.</summary>
    internal HashSet<string> Disabled { get; private set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads environment variables; tests put a dictionary here.</summary>
    internal Func<string, string?> Environment { get; set; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Keeps the integration of that name (for example <c>OpenAI</c>; case does not matter) off.</summary>
    /// <returns>These options.</returns>
    public MlflowOptions Disable(string integration)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(integration);
        Disabled.Add(integration);
        return this;
    }

    /// <summary>Another object of the same settings.</summary>
    internal MlflowOptions Copy()
    {
        var copy = (MlflowOptions)MemberwiseClone();
        copy.Integrations = [.. Integrations];
        copy.PropagateTo = [.. PropagateTo];
        copy.Processing = Processing.Copy();
        copy.Disabled = new HashSet<string>(Disabled, Disabled.Comparer);
        return copy;
    }
}
