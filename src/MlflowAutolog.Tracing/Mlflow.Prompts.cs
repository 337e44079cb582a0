using MlflowAutolog.Tracing.Integrations;

namespace MlflowAutolog;

/// <content>Prompts.</content>
public static partial class Mlflow
{
    /// <inheritdoc cref="MlflowTracer.LoadPromptAsync" />
    public static Task<PromptVersion?> LoadPromptAsync(
        string nameOrUri,
        int? version = null,
        bool allowMissing = false,
        bool linkToModel = true,
        string? modelId = null,
        TimeSpan? cacheFor = null,
        CancellationToken cancellationToken = default)
        => (ProcessTracing.Nearest ?? Asked).LoadPromptAsync(nameOrUri, version, allowMissing, linkToModel, modelId, cacheFor, cancellationToken);
}
