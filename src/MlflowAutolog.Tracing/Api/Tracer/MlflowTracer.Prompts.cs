using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Rest.Prompts;

namespace MlflowAutolog;

/// <content>Prompts.</content>
public sealed partial class MlflowTracer
{
    /// <summary>Loads a version of a prompt from MLflow's registry, and links the current trace to it: attribute <c>mlflow.linkedPrompts</c> of the current span, and on MLflow 3.17 the trace is found by the prompt.</summary>
    /// <param name="nameOrUri">A name, <c>prompts:/name/3</c> or <c>prompts:/name@alias</c>.</param>
    /// <param name="version">With a name: the version, from 1. Default: the newest.</param>
    /// <param name="allowMissing">Whether a prompt that is not there is <see langword="null"/> in place of an exception.</param>
    /// <param name="linkToModel">Whether the active model, or <paramref name="modelId"/>, is linked to the prompt, in the background.</param>
    /// <param name="modelId">The model in place of the active one.</param>
    /// <param name="cacheFor">How long it may be taken from memory: default for ever for a version (<c>MLFLOW_VERSION_PROMPT_CACHE_TTL_SECONDS</c>), 60 s for an alias and the newest
    /// (<c>MLFLOW_ALIAS_PROMPT_CACHE_TTL_SECONDS</c>). Zero always asks MLflow.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The version; <see langword="null"/> only with <paramref name="allowMissing"/>.</returns>
    /// <exception cref="MlflowException">There is no such prompt, or MLflow did not answer or refused; with its own words.</exception>
    public Task<PromptVersion?> LoadPromptAsync(
        string nameOrUri,
        int? version = null,
        bool allowMissing = false,
        bool linkToModel = true,
        string? modelId = null,
        TimeSpan? cacheFor = null,
        CancellationToken cancellationToken = default)
    {
        if (cacheFor is { } lifetime) ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.Zero, nameof(cacheFor));
        var reference = PromptReference.Parse(nameOrUri, version);
        return LoadAsync(ServerFor(nameof(LoadPromptAsync)).Prompts, reference, allowMissing, linkToModel ? modelId ?? ActiveModelId : null, cacheFor, cancellationToken);
    }

    private async Task<PromptVersion?> LoadAsync(PromptRegistry prompts, PromptReference reference, bool allowMissing, string? modelId, TimeSpan? cacheFor, CancellationToken cancellationToken)
    {
        var span = AmbientSpan.Find(this);
        if (await prompts.LoadAsync(reference, allowMissing, cacheFor, cancellationToken).ConfigureAwait(false) is not { } prompt) return null;
        SpanPrompts.Link(span, prompt);
        if (modelId is not null) _ = prompts.ModelLinks.LinkAsync(modelId, prompt);
        return prompt;
    }
}
