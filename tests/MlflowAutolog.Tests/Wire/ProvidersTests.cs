using MlflowAutolog.Wire;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

public sealed class ProvidersTests
{
    [Theory]
    [InlineData("https://api.openai.com/v1/chat/completions", "openai")]
    [InlineData("https://my-resource.openai.azure.com/openai/deployments/x/chat/completions", "azure")]
    [InlineData("https://my-resource.openai.azure.com/openai/v1/responses", "azure")]
    [InlineData("https://my-resource.openai.azure.us/openai/v1/chat/completions", "azure")]
    [InlineData("https://my-resource.openai.azure.cn/openai/v1/chat/completions", "azure")]
    [InlineData("https://my-resource.cognitiveservices.azure.com/openai/deployments/x/images/generations", "azure")]
    [InlineData("https://my-resource.services.ai.azure.com/models/chat/completions", "azure")]
    [InlineData("https://my-model.eastus2.models.ai.azure.com/v1/chat/completions", "azure")]
    [InlineData("https://eu.api.openai.com/v1/chat/completions", "openai")]
    [InlineData("http://localhost:11434/v1/chat/completions", null)]
    [InlineData("https://ollama.com/v1/chat/completions", "ollama")]
    [InlineData("https://my-apim.azure-api.net/openai/deployments/x/chat/completions", null)]
    [InlineData("https://openai.azure.com.example.org/", null)]
    [InlineData("https://openrouter.ai/api/v1/chat/completions", "openrouter")]
    [InlineData("https://api.deepseek.com/chat/completions", "deepseek")]
    [InlineData("https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions", "dashscope")]
    [InlineData("https://dbc-1.cloud.databricks.com/serving-endpoints/chat/completions", "databricks")]
    [InlineData("http://127.0.0.1:8080/v1/chat/completions", null)]
    [InlineData("https://notapi.openai.com.example.org/", null)]
    [InlineData("https://xapi.openai.com/", null)]
    public void A_host_has_a_provider_only_when_it_is_known(string url, string? provider) => Providers.Of(new Uri(url)).ShouldBe(provider);
}
