using System.Text;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tests.Support;
using MlflowAutolog.Tracing.Model;
using Shouldly;
using Xunit;

namespace MlflowAutolog.Tests.OpenAI;

/// <summary>What is Azure's own: hosts, addresses with deployments, the filter, data sources.</summary>
public sealed class AzureCallTests
{
    private const string Chat = """{"messages":[{"role":"user","content":"Hi"}]}""";

    [Theory]
    [InlineData("/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21", Chat, "Completions", "my gpt")]
    [InlineData("/openai/deployments/d/completions?api-version=2024-10-21", """{"prompt":"Hi"}""", "Completions", "d")]
    [InlineData("/openai/deployments/d/embeddings?api-version=2024-10-21", """{"input":"Hi"}""", "Embeddings", "d")]
    [InlineData("/openai/deployments/d/images/generations?api-version=2024-10-21", """{"prompt":"A boat"}""", "Images", "d")]
    [InlineData("/openai/deployments/d/audio/speech?api-version=2024-10-21", """{"input":"Hi","voice":"alloy"}""", "Speech", "d")]
    [InlineData("/openai/v1/chat/completions", """{"model":"d","messages":[]}""", "Completions", "d")]
    [InlineData("/openai/v1/responses?api-version=preview", """{"model":"d","input":"Hi"}""", "Responses", "d")]
    [InlineData("/openai/responses?api-version=2025-04-01-preview", """{"model":"d","input":"Hi"}""", "Responses", "d")]
    [InlineData("/models/chat/completions?api-version=2024-05-01-preview", """{"model":"DeepSeek-R1","messages":[]}""", "Completions", "DeepSeek-R1")]
    [InlineData("/models/embeddings?api-version=2024-05-01-preview", """{"model":"embed","input":["Hi"]}""", "Embeddings", "embed")]
    public async Task A_call_that_failed_names_its_deployment(string path, string body, string name, string deployment)
    {
        var span = await CallAsync("my-resource.openai.azure.com", path, body, ScriptedReply.Json("""{"error":{"code":"404","message":"Resource not found"}}""", 404));
        (span.Name, span.StatusMessage).ShouldBe((name, "ClientResultException: HTTP 404: Resource not found"));
        span.Attribute(WireNames.Model)!.GetValue<string>().ShouldBe(deployment);
        span.Attribute(WireNames.Provider)!.GetValue<string>().ShouldBe("azure");
        span.InputsJson().ShouldEqualJson(JsonNode.Parse(body));
    }

    [Theory]
    [InlineData("my-resource.openai.azure.us", "azure")]
    [InlineData("my-resource.services.ai.azure.com", "azure")]
    [InlineData("gateway.example.com", null)]
    public async Task The_model_that_served_wins_over_the_deployment(string host, string? provider)
    {
        var span = await CallAsync(host, "/openai/deployments/mine/chat/completions?api-version=2024-10-21", Chat, ScriptedReply.Json(Call.Reply));
        span.Attribute(WireNames.Model)!.GetValue<string>().ShouldBe("m-1");
        span.Attribute(WireNames.Provider)?.GetValue<string>().ShouldBe(provider);
        span.InputsJson()!["model"].ShouldBeNull();
    }

    [Fact]
    public async Task What_the_filter_found_in_a_stream_is_kept_choice_by_choice()
    {
        var span = await CallAsync("r.openai.azure.com", "/openai/deployments/d/chat/completions?api-version=1", Chat, ScriptedReply.Sse(
            """{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false}}}]}""",
            """{"id":"c","model":"m-1","choices":[{"index":1,"delta":{"content":"No"},"content_filter_results":{}},{"index":0,"delta":{"content":"Yes"},"content_filter_results":{"violence":{"filtered":false}}}]}""",
            """{"id":"","model":"","choices":[{"index":1,"finish_reason":"content_filter","delta":{},"content_filter_results":{"violence":{"filtered":true,"severity":"high"}}}]}""",
            """{"id":"","model":"","choices":[{"index":0,"finish_reason":null,"content_filter_offsets":{"start_offset":0},"content_filter_results":{"protected_material_text":{"detected":false}}}]}""",
            "[DONE]"));
        span.OutputsJson().ShouldEqualJson(JsonNode.Parse("""
            {"created":0,"id":"c","model":"m-1","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false}}}],"object":"chat.completion","choices":[
              {"index":0,"content_filter_results":{"protected_material_text":{"detected":false}},"finish_reason":null,"content_filter_offsets":{"start_offset":0},"logprobs":null,"message":{"content":"Yes","role":"assistant"}},
              {"index":1,"content_filter_results":{"violence":{"filtered":true,"severity":"high"}},"finish_reason":"content_filter","logprobs":null,"message":{"content":"No","role":"assistant"}}]}
            """));
        span.Chunks().Count().ShouldBe(4);
    }

    [Theory]
    [InlineData("data_sources", """{"endpoint":"https://s.search.windows.net","index_name":"docs","authentication":{"type":"api_key","key":"planted"},"embedding_dependency":{"type":"endpoint","authentication":{"type":"access_token","access_token":"planted"}}}""")]
    [InlineData("dataSources", """{"endpoint":"https://s.search.windows.net","key":"planted","authentication":{"type":"connection_string","connection_string":"planted"}}""")]
    public async Task Keys_of_data_sources_are_nowhere(string name, string parameters)
    {
        const string Tool = """{"type":"function","function":{"name":"f","parameters":{"properties":{"authentication":{"type":"string","key":"kept"}}}}}""";
        var body = $$"""{"messages":[{"role":"user","content":"Hi"}],"tools":[{{Tool}}],"{{name}}":[ {"type":"azure_search","parameters":{{parameters}} } ] }""";
        var span = await CallAsync("r.openai.azure.com", "/openai/deployments/d/chat/completions?api-version=1", body, ScriptedReply.Json(Call.Reply));
        var inputs = span.InputsJson()!.ToJsonString();
        inputs.ShouldNotContain("planted");
        inputs.ShouldContain("search.windows.net");
        inputs.ShouldContain("kept");
        inputs.ShouldContain("***");
    }

    private static async Task<SpanData> CallAsync(string host, string path, string body, ScriptedReply reply)
    {
        await using var server = await ScriptedModelServer.StartAsync(reply);
        await using var tapped = new Tapped();
        using var client = new HttpClient(HostAlias.Of(server.Uri));
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri($"http://{host}{path}"), content, TestContext.Current.CancellationToken);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return await tapped.SpanAsync();
    }
}
