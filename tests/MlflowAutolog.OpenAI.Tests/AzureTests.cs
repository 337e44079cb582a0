using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using MlflowAutolog.OpenAI.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.Tracing.Model;
using OpenAI.Chat;

namespace MlflowAutolog.OpenAI.Tests;

/// <summary>Azure's own client, at an address that is not Azure's own.</summary>
public sealed class AzureTests
{
    private const string Vectors = """{"object":"list","model":"text-embedding-3-small","data":[{"object":"embedding","index":0,"embedding":"AACAPwAAAEA="}],"usage":{"prompt_tokens":1,"total_tokens":1}}""";
    private static readonly ChatMessage[] Hi = [new UserChatMessage("Hi")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Seen.ByPolicy)]
    [InlineData(Seen.ByBoth)]
    public async Task Behind_any_host_the_provider_is_azure(Seen seen)
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Busy, Replies.Ok);
        await using var watch = new Watch(seen);
        await Client(server.Uri, new AzureOpenAIClientOptions { RetryPolicy = new Impatient(1) }.UseMlflowTracing(watch.Tracer)).GetChatClient("mine").CompleteChatAsync(Hi, cancellationToken: Token);
        var span = await watch.SpanAsync();
        span.Attribute(WireNames.Provider)!.GetValue<string>().ShouldBe("azure");
        (span.Attribute(WireNames.Model)!.GetValue<string>(), span.Attempts().Count()).ShouldBe(("m-1", 1));
        server.Exchanges[0].Path.ShouldBe("/openai/deployments/mine/chat/completions");
    }

    [Fact]
    public async Task Streams_and_embeddings_are_seen()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Stream with { Path = "/openai/deployments/mine/chat/completions" }, ScriptedReply.Json(Vectors));
        await using var watch = new Watch(Seen.ByBoth);
        var client = Client(server.Uri, new AzureOpenAIClientOptions().UseMlflowTracing(watch.Tracer));
        await foreach (var _ in client.GetChatClient("mine").CompleteChatStreamingAsync(Hi, cancellationToken: Token))
        {
            // Read to the end.
        }

        (await client.GetEmbeddingClient("vectors").GenerateEmbeddingAsync("hello", cancellationToken: Token)).Value.ToFloats().ToArray().ShouldBe([1f, 2f]);
        var spans = await watch.SpansAsync(traces: 2);
        spans.Select(span => span.Name).ShouldBe(["Completions", "Embeddings"]);
        spans.ShouldAllBe(span => span.Attribute(WireNames.Provider)!.GetValue<string>() == "azure");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whichever_door_came_first_it_is_one_span_of_azure(bool isGeneralFirst)
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var watch = new Watch(Seen.ByPolicy);
        var options = new AzureOpenAIClientOptions();
        if (isGeneralFirst) ((ClientPipelineOptions)options).UseMlflowTracing(watch.Tracer);
        options.UseMlflowTracing(watch.Tracer);
        if (!isGeneralFirst) ((ClientPipelineOptions)options).UseMlflowTracing(watch.Tracer);
        await Client(server.Uri, options).GetChatClient("mine").CompleteChatAsync(Hi, cancellationToken: Token);
        (await watch.SpanAsync()).Attribute(WireNames.Provider)!.GetValue<string>().ShouldBe("azure");
    }

    [Fact]
    public async Task By_the_general_door_alone_the_host_tells_the_provider_and_one_it_does_not_know_has_none()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var watch = new Watch(Seen.ByPolicy);
        var options = new AzureOpenAIClientOptions();
        ((ClientPipelineOptions)options).UseMlflowTracing(watch.Tracer);
        await Client(server.Uri, options).GetChatClient("mine").CompleteChatAsync(Hi, cancellationToken: Token);
        (await watch.SpanAsync()).Attribute(WireNames.Provider).ShouldBeNull();
    }

    private static AzureOpenAIClient Client(Uri server, AzureOpenAIClientOptions options) => new(server, new ApiKeyCredential("0123456789abcdef0123456789abcdef"), options);
}
