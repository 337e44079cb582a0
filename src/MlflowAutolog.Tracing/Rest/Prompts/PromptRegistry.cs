using MlflowAutolog.Tracing.Rest.Models;

namespace MlflowAutolog.Tracing.Rest.Prompts;

/// <summary>Loads versions of prompts, and keeps them.</summary>
internal sealed class PromptRegistry(MlflowRestClient rest, LoggedModels models, MlflowOptions options)
{
    // When the first prompt is loaded: a wrong variable concerns nobody who loads none.
    private readonly Lazy<PromptCacheSettings> _settings = new(() => PromptCacheSettings.Read(options.Environment));
    private PromptCache? _cache;

    /// <summary>Ties prompts to models, in the background.</summary>
    public PromptModelLinks ModelLinks { get; } = new(models);

    /// <summary>The version; <see langword="null"/> only when <paramref name="allowMissing"/>.</summary>
    public async Task<PromptVersion?> LoadAsync(PromptReference reference, bool allowMissing, TimeSpan? cacheFor, CancellationToken cancellationToken)
    {
        var settings = _settings.Value;
        var cache = LazyInitializer.EnsureInitialized(ref _cache, () => new PromptCache(settings.Capacity, options.TimeProvider));
        var lifetime = cacheFor ?? (reference.Version is null ? settings.OfAlias : settings.OfVersion);
        if (lifetime != TimeSpan.Zero && cache.Find(reference) is { } kept) return kept;
        if (await FetchAsync(reference, allowMissing, cancellationToken).ConfigureAwait(false) is not { } prompt) return null;
        if (lifetime != TimeSpan.Zero) cache.Keep(reference, prompt, lifetime);
        return prompt;
    }

    private async Task<PromptVersion?> FetchAsync(PromptReference reference, bool allowMissing, CancellationToken cancellationToken)
    {
        try
        {
            using var reply = await rest.SendAsync(MlflowCall.Get(reference.Path), cancellationToken).ConfigureAwait(false);
            return PromptReader.Read(reply.RootElement.GetProperty("model_version"));
        }
        catch (MlflowException missing) when (allowMissing && IsMissing(reference, missing))
        {
            return null;
        }
    }

    /// <summary>An alias that is not there is a wrong parameter to MLflow.</summary>
    private static bool IsMissing(PromptReference reference, MlflowException error)
        => error is { StatusCode: 404, ErrorCode: not null } || (reference.Alias is not null && error is { StatusCode: 400, ErrorCode: "INVALID_PARAMETER_VALUE" });
}
