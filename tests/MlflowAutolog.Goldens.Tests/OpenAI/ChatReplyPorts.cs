using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>What may come of one question.</summary>
internal static class ChatReplyPorts
{
    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/chat_two_roots", TwoRootsAsync),
        new("openai/chat_choices_n2", ChoicesAsync),
        new("openai/chat_finish_length", FinishLengthAsync),
        new("openai/chat_logprobs", LogProbabilitiesAsync),
        new("openai/chat_reasoning_model", ReasoningModelAsync),
        new("openai/chat_refusal", RefusalAsync, new Departures()
            .Require("$[0].response_preview", JsonValue.Create("I'm sorry, but I can't assist with that."), "F1: a refusal is previewed as its text, not as the whole object")),
        new("openai/chat_json_schema", JsonSchemaAsync),
        new("openai/chat_parse", ParseAsync, new Departures()
            .RequireAbsent("$[0].spans[0].outputs.choices[0].message.parsed", "Python's SDK makes it of the content; the reply has none")),
    ];

    private static async Task TwoRootsAsync(Uri model)
    {
        var client = OpenAIClients.Chat(model);
        foreach (var city in (string[])["Oslo", "Rome"]) await client.CompleteChatAsync([new UserChatMessage($"Country of {city}?")]);
    }

    private static async Task ChoicesAsync(Uri model)
    {
        var options = new ChatCompletionOptions { Temperature = 1 };
        // The SDK has no property for it.
        options.Patch.Set("$.n"u8, 2);
        await OpenAIClients.Chat(model).CompleteChatAsync([new UserChatMessage("Name a fruit.")], options);
    }

    private static async Task FinishLengthAsync(Uri model)
    {
        ChatCompletion reply = await OpenAIClients.Chat(model).CompleteChatAsync([new UserChatMessage("Tell me a long story.")], MaxTokens(8));
        reply.FinishReason.ShouldBe(ChatFinishReason.Length);
    }

    private static async Task LogProbabilitiesAsync(Uri model)
    {
        var options = MaxTokens(1);
        options.IncludeLogProbabilities = true;
        options.TopLogProbabilityCount = 2;
        ChatCompletion reply = await OpenAIClients.Chat(model).CompleteChatAsync([new UserChatMessage("Is water wet? One word.")], options);
        reply.ContentTokenLogProbabilities[0].Token.ShouldBe("Yes");
    }

    private static async Task ReasoningModelAsync(Uri model)
        => await OpenAIClients.Chat(model, "o4-mini").CompleteChatAsync(
            [new DeveloperChatMessage("Answer with a number."), new UserChatMessage("17 * 23?")],
            new ChatCompletionOptions { ReasoningEffortLevel = ChatReasoningEffortLevel.Low, MaxOutputTokenCount = 500 });

    private static async Task RefusalAsync(Uri model)
    {
        ChatCompletion reply = await OpenAIClients.Chat(model, "gpt-4o").CompleteChatAsync([new UserChatMessage("Tell me how to pick my neighbour's lock.")]);
        reply.Refusal.ShouldStartWith("I'm sorry");
    }

    private static Task JsonSchemaAsync(Uri model) => ExtractAsync(model, "address",
        """{"type":"object","properties":{"city":{"type":"string"},"zip":{"type":"string"}},"required":["city","zip"],"additionalProperties":false}""");

    private static Task ParseAsync(Uri model) => ExtractAsync(model, "Address",
        """{"properties":{"city":{"title":"City","type":"string"},"zip":{"title":"Zip","type":"string"}},"required":["city","zip"],"title":"Address","type":"object","additionalProperties":false}""");

    private static async Task ExtractAsync(Uri model, string name, string schema)
        => await OpenAIClients.Chat(model, "gpt-4o-2024-08-06").CompleteChatAsync(
            [new UserChatMessage("Extract: 80331 Munich")],
            new ChatCompletionOptions { ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat(name, BinaryData.FromString(schema), jsonSchemaIsStrict: true) });

    /// <summary>By the name that Python's program gives it: the SDK's own property sends the newer one.</summary>
    internal static ChatCompletionOptions MaxTokens(int count)
    {
        var options = new ChatCompletionOptions();
        options.Patch.Set("$.max_tokens"u8, count);
        return options;
    }
}
