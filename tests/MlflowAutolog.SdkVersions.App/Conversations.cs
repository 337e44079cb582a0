using System.Text;
using OpenAI.Chat;

namespace MlflowAutolog.SdkVersions.App;

/// <summary>What an application does with the SDK, with nothing that its oldest version does not have.</summary>
internal static class Conversations
{
    private static readonly BinaryData Parameters = BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

    public static async Task<string> ChatAsync(Clients clients) => (await AskAsync(clients, "step-chat")).Content[0].Text;

    public static async Task<string> StreamAsync(Clients clients)
    {
        var text = new StringBuilder();
        await foreach (var update in clients.Chat.CompleteChatStreamingAsync([new UserChatMessage("step-stream")]))
        {
            foreach (var part in update.ContentUpdate) text.Append(part.Text).Append('|');
        }

        return text.ToString();
    }

    public static async Task<string> ToolsAsync(Clients clients)
    {
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("weather", "How the weather is.", Parameters) } };
        List<ChatMessage> messages = [new UserChatMessage("step-tools")];
        ChatCompletion first = await clients.Chat.CompleteChatAsync(messages, options);
        var call = first.ToolCalls[0];
        messages.Add(new AssistantChatMessage(first));
        messages.Add(new ToolChatMessage(call.Id, "sunny"));
        ChatCompletion last = await clients.Chat.CompleteChatAsync(messages, options);
        return $"{call.FunctionName} {call.FunctionArguments} {last.Content[0].Text}";
    }

    public static async Task<string> EmbeddingsAsync(Clients clients)
        => string.Join(' ', (await clients.Embeddings.GenerateEmbeddingAsync("step-embeddings")).Value.ToFloats().ToArray());

    public static async Task<string> ErrorAsync(Clients clients) => (await AskAsync(clients, "step-error")).Content[0].Text;

    public static async Task<string> RetryAsync(Clients clients) => (await AskAsync(clients, "step-retry")).Content[0].Text;

#if RESPONSES
    public static async Task<string> ResponsesAsync(Clients clients)
        => (await clients.Responses.CreateResponseAsync("m", "step-responses")).Value.GetOutputText();
#endif

    private static async Task<ChatCompletion> AskAsync(Clients clients, string text) => await clients.Chat.CompleteChatAsync([new UserChatMessage(text)]);
}
