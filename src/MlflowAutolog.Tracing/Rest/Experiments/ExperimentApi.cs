using System.Text.Json;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest.Experiments;

/// <summary>Experiments of a server: get, create, tag.</summary>
internal sealed class ExperimentApi(MlflowRestClient rest)
{
    private const string Path = "api/2.0/mlflow/experiments/";

    public Task<MlflowExperiment?> GetAsync(string id, CancellationToken cancellationToken)
        => FindAsync("get?experiment_id=" + Uri.EscapeDataString(ExperimentId.Checked(id)), cancellationToken);

    /// <summary>Deleted ones too.</summary>
    public Task<MlflowExperiment?> GetByNameAsync(string name, CancellationToken cancellationToken)
        => FindAsync("get-by-name?experiment_name=" + Uri.EscapeDataString(name), cancellationToken);

    public async Task<string> CreateAsync(string name, string? artifactLocation, IEnumerable<KeyValuePair<string, string>>? tags, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of((name, artifactLocation, tags), static (json, experiment) =>
        {
            json.WriteString("name"u8, experiment.name);
            if (experiment.artifactLocation is { } location) json.WriteString("artifact_location"u8, location);
            if (experiment.tags is { } tags) json.WriteTags(tags);
        });
        // After an answer that was lost the second attempt would say that there is one already.
        using var reply = await rest.SendAsync(MlflowCall.Post(Path + "create", body) with { Repeatable = false }, cancellationToken).ConfigureAwait(false);
        return reply.RootElement.GetProperty("experiment_id").ToString();
    }

    public async Task SetTagAsync(string id, string key, string value, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of(("experiment_id", ExperimentId.Checked(id)), ("key", key), ("value", value));
        using var reply = await rest.SendAsync(MlflowCall.Post(Path + "set-experiment-tag", body), cancellationToken).ConfigureAwait(false);
    }

    private async Task<MlflowExperiment?> FindAsync(string query, CancellationToken cancellationToken)
    {
        using var reply = await rest.FindAsync(MlflowCall.Get(Path + query), cancellationToken).ConfigureAwait(false);
        return reply is null ? null : Read(reply.RootElement.GetProperty("experiment"));
    }

    private static MlflowExperiment Read(JsonElement experiment) => new()
    {
        ExperimentId = experiment.GetProperty("experiment_id").ToString(),
        Name = experiment.Text("name") ?? "",
        ArtifactLocation = experiment.Text("artifact_location"),
        IsDeleted = experiment.Text("lifecycle_stage") == "deleted",
        Tags = TagList.Read(experiment),
    };
}
