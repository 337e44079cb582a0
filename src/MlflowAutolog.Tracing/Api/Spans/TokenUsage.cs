namespace MlflowAutolog;

/// <summary>Tokens of one model call. Cached tokens are part of <see cref="InputTokens"/>.</summary>
/// <remarks>Source: span attribute <c>mlflow.chat.tokenUsage</c> of MLflow 3.17.2.</remarks>
/// <param name="InputTokens">Tokens the model read.</param>
/// <param name="OutputTokens">Tokens the model wrote; 0 for embeddings.</param>
public readonly record struct TokenUsage(long InputTokens, long OutputTokens)
{
    /// <summary>Tokens in total, input and output.</summary>
    public long TotalTokens { get; init; } = InputTokens + OutputTokens;

    /// <summary>Input tokens that came from the provider's cache; <see langword="null"/> when the provider did not say.</summary>
    public long? CacheReadInputTokens { get; init; }

    /// <summary>Input tokens that were written to the provider's cache; <see langword="null"/> when the provider did not say.</summary>
    public long? CacheCreationInputTokens { get; init; }
}
