namespace MlflowAutolog;

/// <content>Experiments.</content>
public static partial class Mlflow
{
    /// <inheritdoc cref="MlflowTracer.GetExperimentAsync" />
    public static Task<MlflowExperiment?> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default)
        => Asked.GetExperimentAsync(experimentId, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.GetExperimentByNameAsync" />
    public static Task<MlflowExperiment?> GetExperimentByNameAsync(string name, CancellationToken cancellationToken = default)
        => Asked.GetExperimentByNameAsync(name, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.CreateExperimentAsync" />
    public static Task<string> CreateExperimentAsync(
        string name,
        string? artifactLocation = null,
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        TraceLocation? traceLocation = null,
        CancellationToken cancellationToken = default)
        => Asked.CreateExperimentAsync(name, artifactLocation, tags, traceLocation, cancellationToken);

    /// <inheritdoc cref="MlflowTracer.SetExperimentTagAsync" />
    public static Task SetExperimentTagAsync(string key, string value, string? experimentId = null, CancellationToken cancellationToken = default)
        => Asked.SetExperimentTagAsync(key, value, experimentId, cancellationToken);
}
