namespace MlflowAutolog.Wire;

/// <summary>Who serves a host. A host that is not known has no provider: a guess would give a wrong price.</summary>
internal static class Providers
{
    private const int OllamaPort = 11434;

    private static readonly (string Host, string Provider)[] Known =
    [
        ("api.openai.com", "openai"),
        ("openai.azure.com", "azure"),
        ("cognitiveservices.azure.com", "azure"),
        ("services.ai.azure.com", "azure"),
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
        ("api.minimax.io", "minimax"),
        ("api.ai21.com", "ai21"),
        ("ai-gateway.vercel.sh", "vercel_ai_gateway"),
        ("cloud.databricks.com", "databricks"),
        ("azuredatabricks.net", "databricks"),
        ("ollama.com", "ollama"),
    ];

    public static string? Of(Uri url)
    {
        if (url.Port == OllamaPort) return "ollama";
        foreach (var (host, provider) in Known)
        {
            if (IsOrIsBelow(url.Host, host)) return provider;
        }

        return null;
    }

    private static bool IsOrIsBelow(string host, string known)
        => host.EndsWith(known, StringComparison.OrdinalIgnoreCase)
            && (host.Length == known.Length || host[host.Length - known.Length - 1] == '.');
}
