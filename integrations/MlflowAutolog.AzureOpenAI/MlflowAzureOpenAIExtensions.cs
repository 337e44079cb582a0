using Azure.AI.OpenAI;

namespace MlflowAutolog;

/// <summary>Traces the model calls of one Azure OpenAI client.</summary>
public static class MlflowAzureOpenAIExtensions
{
    /// <summary>
    /// Traces the model calls of the clients that are made with these options, as <see cref="MlflowOpenAIExtensions.UseMlflowTracing{TOptions}"/> does, with the provider <c>azure</c>: behind an API
    /// gateway, a private link or a proxy the host does not tell it.
    /// </summary>
    /// <inheritdoc cref="MlflowOpenAIExtensions.UseMlflowTracing{TOptions}" path="/param|/returns|/remarks|/exception" />
    public static AzureOpenAIClientOptions UseMlflowTracing(this AzureOpenAIClientOptions options, MlflowTracer? tracer = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        MlflowOpenAIExtensions.Trace(options, tracer, provider: "azure");
        return options;
    }
}
