using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>Deployments of Azure OpenAI.</summary>
internal static class AzurePorts
{
    private const string Span = "$[0].spans[0]";
    private const string Provider = "D11: a host of Azure's tells who serves the model";
    private const string Usage = """{"input_tokens":2,"output_tokens":0,"total_tokens":2}""";
    private const string Counted = "D8: the reply has usage, Python leaves it out";
    private const string Filters = "B5: what the filter found is kept";
    private const string Safe = """{"hate":{"filtered":false,"severity":"safe"},"self_harm":{"filtered":false,"severity":"safe"},"sexual":{"filtered":false,"severity":"safe"},"violence":{"filtered":false,"severity":"safe"}}""";
    private const string Prompt = """[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"},"self_harm":{"filtered":false,"severity":"safe"},"sexual":{"filtered":false,"severity":"safe"},"violence":{"filtered":false,"severity":"safe"},"jailbreak":{"filtered":false,"detected":false}}}]""";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/azure_chat", Chat, OfAzure()),
        new("openai/azure_async", CallToolAsync, OfAzure()
            .Require("$[0].response_preview", JsonValue.Create("""book({"people":2})"""), "F1: a reply of tool calls is previewed as calls, not as the whole object")),
        new("openai/azure_stream", Stream, OfAzure()
            .Require(Span + ".outputs.prompt_filter_results", Prompt, Filters)
            .Require(Span + ".outputs.choices[0].content_filter_results", Safe, Filters)),
        new("openai/azure_content_filter", Blocked, OfAzure()
            .Require("$[0].response_preview", JsonValue.Create(
                "ClientResultException: HTTP 400 content_filter: The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry."),
                "F1: lists show readable text; without any, the error")),
        new("openai/azure_embeddings", EmbedAsync, OfAzure()
            .Require(Span + ".attributes['mlflow.chat.tokenUsage']", Usage, Counted)
            .Require("$[0].metadata['mlflow.trace.tokenUsage']", Usage, Counted)),
    ];

    private static Departures OfAzure() => new Departures().Require(Span + ".attributes['mlflow.llm.provider']", "\"azure\"", Provider);

    private static ChatClient ChatOf(Uri model) => AzureClients.For(model).GetChatClient("my-gpt4o");

    private static Task Chat(Uri model)
    {
        ChatCompletion reply = ChatOf(model).CompleteChat([new UserChatMessage("Capital of Italy?")]);
        reply.Content[0].Text.ShouldBe("Rome.");
        return Task.CompletedTask;
    }

    private static async Task CallToolAsync(Uri model)
    {
        var book = ChatTool.CreateFunctionTool("book", functionParameters: BinaryData.FromString("""{"type":"object","properties":{"people":{"type":"integer"}}}"""));
        ChatCompletion reply = await ChatOf(model).CompleteChatAsync([new UserChatMessage("Book a table for two")], new ChatCompletionOptions { Tools = { book } });
        reply.ToolCalls[0].FunctionArguments.ToString().ShouldBe("""{"people":2}""");
    }

    private static Task Stream(Uri model)
    {
        var text = string.Concat(ChatOf(model).CompleteChatStreaming([new UserChatMessage("Capital of Italy?")]).SelectMany(update => update.ContentUpdate).Select(part => part.Text));
        text.ShouldBe("Rome.");
        return Task.CompletedTask;
    }

    private static Task Blocked(Uri model)
    {
        Should.Throw<ClientResultException>(() => ChatOf(model).CompleteChat([new UserChatMessage("Something violent")])).Status.ShouldBe(400);
        return Task.CompletedTask;
    }

    // As floats they come by the protocol method only.
    private static async Task EmbedAsync(Uri model)
    {
        using var body = BinaryContent.Create(BinaryData.FromString("""{"model":"my-embed","input":["one","two"],"encoding_format":"float"}"""));
        await AzureClients.For(model).GetEmbeddingClient("my-embed").GenerateEmbeddingsAsync(body, new RequestOptions());
    }
}
