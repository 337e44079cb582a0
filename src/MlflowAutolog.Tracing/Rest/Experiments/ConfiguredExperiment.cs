namespace MlflowAutolog.Tracing.Rest.Experiments;

/// <summary>The experiment of the options, for calls that name none.</summary>
/// <param name="experiments">Asks the server.</param>
/// <param name="options">Resolved: with a name or an id.</param>
/// <param name="known">Its id, once the delivery has it.</param>
/// <param name="make">Its id, found or made.</param>
internal sealed class ConfiguredExperiment(ExperimentApi experiments, MlflowOptions options, Func<string?> known, Func<CancellationToken, Task<string>> make)
{
    /// <summary>Its id; <see langword="null"/> while there is none of that name, because nothing has been delivered yet.</summary>
    public async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        if (known() is { } id) return id;
        if (options.Experiment is not { } name) return options.ExperimentId;
        return (await experiments.GetByNameAsync(name, cancellationToken).ConfigureAwait(false))?.ExperimentId;
    }

    /// <summary>Its id; it is made when there is none of that name.</summary>
    public Task<string> GetAsync(CancellationToken cancellationToken) => make(cancellationToken);
}
