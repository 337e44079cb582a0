using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest.Traces.Filters;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest.Models;

/// <summary>Logged models: what traces of one version of an application have in common.</summary>
internal sealed class LoggedModels(MlflowRestClient rest)
{
    private const string Path = "api/2.0/mlflow/logged-models";
    private const int Ready = 2;

    /// <summary>The id of the newest of that name; a new one, marked as living outside of MLflow, when there is none.</summary>
    public async Task<string> FindOrCreateAsync(string name, string experimentId, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of((name, experimentId), static (json, model) =>
        {
            json.WriteTexts("experiment_ids", [model.experimentId]);
            json.WriteString("filter"u8, "name=" + FilterText.Quote(model.name));
            json.WriteNumber("max_results"u8, 1);
            json.WriteStartArray("order_by"u8);
            json.WriteStartObject();
            json.WriteString("field_name"u8, "creation_timestamp"u8);
            json.WriteBoolean("ascending"u8, false);
            json.WriteEndObject();
            json.WriteEndArray();
        });
        using var found = await rest.SendAsync(MlflowCall.Post(Path + "/search", body), cancellationToken).ConfigureAwait(false);
        var model = found.RootElement.Objects("models").FirstOrDefault();
        return model.ValueKind is JsonValueKind.Object ? IdOf(model) : await CreateAsync(name, experimentId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds a version of a prompt to those that the model is linked to.</summary>
    public async Task LinkPromptAsync(string modelId, PromptVersion prompt, CancellationToken cancellationToken)
    {
        var path = $"{Path}/{Uri.EscapeDataString(modelId)}";
        using var found = await rest.SendAsync(MlflowCall.Get(path), cancellationToken).ConfigureAwait(false);
        var linked = LinkedPrompts.Parse(TagList.Read(found.RootElement.GetProperty("model").GetProperty("info")).GetValueOrDefault(WireNames.LinkedPrompts));
        if (!linked.Add(prompt.Name, prompt.Version)) return;
        var body = JsonBody.Of(linked.ToJson(), static (json, value) => json.WriteTags([new(WireNames.LinkedPrompts, value)]));
        using var reply = await rest.SendAsync(new MlflowCall(HttpMethod.Patch, path + "/tags") { Body = body }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> CreateAsync(string name, string experimentId, CancellationToken cancellationToken)
    {
        var body = JsonBody.Of((name, experimentId), static (json, model) =>
        {
            json.WriteString("experiment_id"u8, model.experimentId);
            json.WriteString("name"u8, model.name);
            json.WriteTags([new(WireNames.ExternalModel, "true")]);
        });
        using var created = await rest.SendAsync(MlflowCall.Post(Path, body) with { Repeatable = false }, cancellationToken).ConfigureAwait(false);
        var id = IdOf(created.RootElement.GetProperty("model"));
        var ready = JsonBody.Of(id, static (json, id) =>
        {
            json.WriteString("model_id"u8, id);
            json.WriteNumber("status"u8, Ready);
        });
        using var reply = await rest.SendAsync(new MlflowCall(HttpMethod.Patch, $"{Path}/{Uri.EscapeDataString(id)}") { Body = ready }, cancellationToken).ConfigureAwait(false);
        return id;
    }

    private static string IdOf(JsonElement model) => model.GetProperty("info").GetProperty("model_id").ToString();
}
