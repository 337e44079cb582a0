using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>Other servers that speak the same.</summary>
internal static class VendorPorts
{
    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/chat_other_vendor", OtherVendorAsync),
        new("openai/ollama_chat", OllamaAsync, new Departures()
            .Require("$[0].response_preview", JsonValue.Create("""get_weather({"city":"Oslo"})"""), "F1: a reply of tool calls is previewed as calls, not as the whole object")),
        new("openai/ollama_stream", OllamaStreamAsync),
    ];

    private static async Task OtherVendorAsync(Uri model)
        => await OpenAIClients.Chat(model, "llama-3.3-70b-versatile").CompleteChatAsync([new UserChatMessage("One word for happy?")], new ChatCompletionOptions { Temperature = 0 });

    private static async Task OllamaAsync(Uri model)
    {
        var weather = ChatTool.CreateFunctionTool("get_weather", "Current weather", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""));
        ChatCompletion reply = await OpenAIClients.Chat(model, "llama3.2").CompleteChatAsync([new UserChatMessage("Weather in Oslo?")], new ChatCompletionOptions { Tools = { weather } });
        reply.ToolCalls[0].FunctionName.ShouldBe("get_weather");
    }

    private static async Task OllamaStreamAsync(Uri model)
    {
        await foreach (var _ in OpenAIClients.Chat(model, "llama3.2").CompleteChatStreamingAsync([new UserChatMessage("Hi")]))
        {
            // What comes is printed in the golden's program.
        }
    }
}
