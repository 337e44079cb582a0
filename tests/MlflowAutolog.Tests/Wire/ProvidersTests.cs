using MlflowAutolog.Wire;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.Wire;

public sealed class ProvidersTests
{
    [Theory]
    [InlineData("https://api.openai.com/v1/chat/completions", "openai")]
    [InlineData("https://my-resource.openai.azure.com/openai/deployments/x/chat/completions", "azure")]
    [InlineData("http://localhost:11434/v1/chat/completions", "ollama")]
    [InlineData("https://openrouter.ai/api/v1/chat/completions", "openrouter")]
    [InlineData("https://api.deepseek.com/chat/completions", "deepseek")]
    [InlineData("https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions", "dashscope")]
    [InlineData("https://dbc-1.cloud.databricks.com/serving-endpoints/chat/completions", "databricks")]
    [InlineData("http://127.0.0.1:8080/v1/chat/completions", null)]
    [InlineData("https://notapi.openai.com.example.org/", null)]
    [InlineData("https://xapi.openai.com/", null)]
    public void A_host_has_a_provider_only_when_it_is_known(string url, string? provider) => Providers.Of(new Uri(url)).ShouldBe(provider);
}
