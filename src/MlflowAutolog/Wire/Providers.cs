namespace MlflowAutolog.Wire;

/// <summary>Who serves a host, by the names of MLflow's price lists. A host that is not known has no provider: a guess would give a wrong price.</summary>
internal static class Providers
{
    private const int OllamaPort = 11434;

    private static readonly (string Host, string Provider)[] Known =
    [
        ("api.openai.com", "openai"),
        ("openai.azure.com", "azure"),
        ("openai.azure.us", "azure"),
        ("openai.azure.cn", "azure"),
        ("cognitiveservices.azure.com", "azure"),
        ("cognitiveservices.azure.us", "azure"),
        ("cognitiveservices.azure.cn", "azure"),
        ("services.ai.azure.com", "azure"),
        ("services.ai.azure.us", "azure"),
        ("services.ai.azure.cn", "azure"),
        ("models.ai.azure.com", "azure"),
        ("api.deepseek.com", "deepseek"),
        ("openrouter.ai", "openrouter"),
        ("api.groq.com", "groq"),
        ("api.mistral.ai", "mistral"),
        ("codestral.mistral.ai", "codestral"),
        ("api.together.xyz", "together_ai"),
        ("api.together.ai", "together_ai"),
        ("api.fireworks.ai", "fireworks_ai"),
        ("api.x.ai", "xai"),
        ("api.perplexity.ai", "perplexity"),
        ("api.cerebras.ai", "cerebras"),
        ("api.cohere.com", "cohere"),
        ("api.cohere.ai", "cohere"),
        ("generativelanguage.googleapis.com", "gemini"),
        ("api.anthropic.com", "anthropic"),
        ("integrate.api.nvidia.com", "nvidia_nim"),
        ("router.huggingface.co", "huggingface"),
        ("dashscope.aliyuncs.com", "dashscope"),
        ("dashscope-intl.aliyuncs.com", "dashscope"),
        ("api.moonshot.ai", "moonshot"),
        ("api.moonshot.cn", "moonshot"),
        ("api.deepinfra.com", "deepinfra"),
        ("api.sambanova.ai", "sambanova"),
        ("api.novita.ai", "novita"),
        ("api.z.ai", "zai"),
        ("api.studio.nebius.com", "nebius"),
        ("api.tokenfactory.nebius.com", "nebius"),
        ("api.hyperbolic.xyz", "hyperbolic"),
        ("api.lambda.ai", "lambda_ai"),
        ("api.featherless.ai", "featherless_ai"),
        ("api.friendli.ai", "friendliai"),
        ("inference.baseten.co", "baseten"),
        ("api.inference.wandb.ai", "wandb"),
        ("api.scaleway.ai", "scaleway"),
        ("api.voyageai.com", "voyage"),
        ("api.inceptionlabs.ai", "inception"),
        ("api.morphllm.com", "morph"),
        ("api.v0.dev", "v0"),
        ("ark.cn-beijing.volces.com", "volcengine"),
        ("api.githubcopilot.com", "github_copilot"),
        ("api.minimax.io", "minimax"),
        ("api.ai21.com", "ai21"),
        ("ai-gateway.vercel.sh", "vercel_ai_gateway"),
        ("cloud.databricks.com", "databricks"),
        ("gcp.databricks.com", "databricks"),
        ("azuredatabricks.net", "databricks"),
        ("ollama.com", "ollama"),
    ];

    public static string? Of(Uri url)
    {
        foreach (var (host, provider) in Known)
        {
            if (IsOrIsBelow(url.Host, host)) return provider;
        }

        return null;
    }

    /// <summary>Whether a request may be to a model. Where something of ours would be given away, a port is enough.</summary>
    public static bool MayServe(Uri url) => url.Port == OllamaPort || Of(url) is not null;

    private static bool IsOrIsBelow(string host, string known)
        => host.EndsWith(known, StringComparison.OrdinalIgnoreCase)
            && (host.Length == known.Length || host[host.Length - known.Length - 1] == '.');
}
