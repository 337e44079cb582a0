using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog;

/// <content>What every trace that starts is tied to.</content>
public sealed partial class MlflowTracer
{
    private static readonly Dictionary<string, string> Nothing = [];
    private Dictionary<string, string>? _startMetadata;

    /// <summary>The logged model that traces belong to; <see langword="null"/> when none is set.</summary>
    public string? ActiveModelId => StartMetadata.GetValueOrDefault(WireNames.ModelId);

    /// <summary>Metadata of every trace that starts. Never changed, only replaced.</summary>
    internal IReadOnlyDictionary<string, string> StartMetadata => Volatile.Read(ref _startMetadata) ?? Tied(Options.ActiveModelId);

    /// <summary>Ties the traces that start from now on to a logged model (metadata <c>mlflow.modelId</c>); <c>UpdateCurrentTrace(modelId: …)</c> beats it for one trace.</summary>
    /// <param name="modelId">The model's id; <see langword="null"/> ties them to none. MLflow is not asked whether there is one.</param>
    public void SetActiveModel(string? modelId) => Volatile.Write(ref _startMetadata, Tied(modelId));

    /// <summary>As <see cref="SetActiveModel"/>, by name in the configured experiment: the newest of that name, or a new one when there is none.</summary>
    /// <returns>The model's id.</returns>
    /// <exception cref="MlflowException">MLflow did not answer, or refused; with its own words.</exception>
    public async Task<string> SetActiveModelByNameAsync(string name, CancellationToken cancellationToken = default)
    {
        var id = await FindModelAsync(name, cancellationToken).ConfigureAwait(false);
        SetActiveModel(id);
        return id;
    }

    internal async Task<string> FindModelAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var server = ServerFor(nameof(SetActiveModelByNameAsync));
        var experiment = await server.Experiment.GetAsync(cancellationToken).ConfigureAwait(false);
        return await server.Models.FindOrCreateAsync(name, experiment, cancellationToken).ConfigureAwait(false);
    }

    private Dictionary<string, string> Tied(string? modelId)
    {
        if (string.IsNullOrWhiteSpace(modelId) && Options.RunId is null) return Nothing;
        var metadata = new Dictionary<string, string>();
        if (!string.IsNullOrWhiteSpace(modelId)) metadata[WireNames.ModelId] = modelId;
        if (Options.RunId is { } run) metadata[WireNames.SourceRun] = run;
        return metadata;
    }
}
