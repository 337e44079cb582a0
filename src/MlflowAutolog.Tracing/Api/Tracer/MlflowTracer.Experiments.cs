namespace MlflowAutolog;

/// <content>Experiments.</content>
public sealed partial class MlflowTracer
{
    /// <summary>An experiment by id; <see langword="null"/> when there is none.</summary>
    /// <param name="experimentId">A number as text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MlflowException">MLflow did not answer, or refused; with its own words.</exception>
    public Task<MlflowExperiment?> GetExperimentAsync(string experimentId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(experimentId);
        return ServerFor(nameof(GetExperimentAsync)).Experiments.GetAsync(experimentId, cancellationToken);
    }

    /// <summary>An experiment by name, deleted ones too; <see langword="null"/> when there is none.</summary>
    /// <inheritdoc cref="GetExperimentAsync" path="/exception" />
    public Task<MlflowExperiment?> GetExperimentByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return ServerFor(nameof(GetExperimentByNameAsync)).Experiments.GetByNameAsync(name, cancellationToken);
    }

    /// <summary>Makes an experiment. <see cref="MlflowOptions.Experiment"/> needs no such call: what it names is made by itself.</summary>
    /// <param name="name">Its name, at most 500 characters.</param>
    /// <param name="artifactLocation">Where the server keeps files of it; default: its own choice.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="traceLocation">Where its traces are kept; on an MLflow server only in the experiment itself, so leave it out.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The experiment's id.</returns>
    /// <exception cref="MlflowException">There is one of that name, or MLflow did not answer or refused; with its own words.</exception>
    public Task<string> CreateExperimentAsync(
        string name,
        string? artifactLocation = null,
        IEnumerable<KeyValuePair<string, string>>? tags = null,
        TraceLocation? traceLocation = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (traceLocation is not null) throw new MlflowException($"An MLflow server keeps the traces of an experiment in it, not in '{traceLocation}': leave traceLocation out.");
        return ServerFor(nameof(CreateExperimentAsync)).Experiments.CreateAsync(name, artifactLocation, tags, cancellationToken);
    }

    /// <summary>Sets a tag of an experiment; one of that key gets the new value.</summary>
    /// <param name="key">The tag.</param>
    /// <param name="value">Its value.</param>
    /// <param name="experimentId">A number as text. Default: the configured experiment, which is made when there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MlflowException">There is no such experiment, or MLflow did not answer or refused; with its own words.</exception>
    public Task SetExperimentTagAsync(string key, string value, string? experimentId = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ArgumentNullException.ThrowIfNull(value);
        return SetTagAsync(key, value, experimentId, cancellationToken);
    }

    private async Task SetTagAsync(string key, string value, string? experimentId, CancellationToken cancellationToken)
    {
        var server = ServerFor(nameof(SetExperimentTagAsync));
        var id = experimentId ?? await server.Experiment.GetAsync(cancellationToken).ConfigureAwait(false);
        await server.Experiments.SetTagAsync(id, key, value, cancellationToken).ConfigureAwait(false);
    }
}
