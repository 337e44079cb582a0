using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>What may come in a stream, and how it may end.</summary>
internal static class StreamFormPorts
{
    private const string Outputs = "$[0].spans[0].outputs";
    private const string Apart = "B3: each choice by itself";
    private const string Refusal = "B4: the pieces of a refusal are joined";
    private const string Partial = "B7: what came before the failure is kept";

    private const string Fruits = """
        [
          {"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Apple"}},
          {"index":1,"finish_reason":"stop","message":{"role":"assistant","content":"Mango"}}
        ]
        """;

    private const string Counted = """
        {
          "id": "chatcmpl-S11", "object": "chat.completion", "created": 1767225600, "model": "gpt-4o-mini-2024-07-18",
          "service_tier": "default", "system_fingerprint": "fp_560af6e559",
          "choices": [{"index":0,"message":{"role":"assistant","content":"1, 2"}}]
        }
        """;

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/stream_async", SayHiAsync, Tier()),
        // The SDK's stream is one that is read; what Python's helper adds up, the program adds up itself.
        new("openai/stream_helper", SayHiAsync, Tier()),
        new("openai/stream_finish_length_with_usage", FinishLengthAsync, Tier()
            .Require(Outputs + ".choices[0].finish_reason", "\"length\"", "B2: the last finish reason that is not null counts")),
        new("openai/stream_choices_n2", ChoicesAsync, Tier()
            .Require(Outputs + ".choices", Fruits, Apart)
            .Require("$[0].response_preview", "\"Apple\"", Apart)),
        new("openai/stream_refusal", RefusalAsync, Tier()
            .Require(Outputs + ".choices[0].message.content", "null", Refusal)
            .Require(Outputs + ".choices[0].message.refusal", JsonValue.Create("I'm sorry, I can't."), Refusal)
            .Require("$[0].response_preview", JsonValue.Create("I'm sorry, I can't."), "F1: a refusal is previewed as its text, not as the whole object")),
        new("openai/stream_error_event", ErrorEventAsync, new Departures()
            .Require(Outputs, Counted, Partial)
            .Require("$[0].spans[0].attributes['mlflow.llm.model']", "\"gpt-4o-mini-2024-07-18\"", "B7: the chunks name the model that served")
            .Require("$[0].response_preview", "\"1, 2\"", Partial)
            .Require("$[0].metadata['mlflow.traceOutputs']", text => text!.ToJsonString().Contains("chatcmpl-S11", StringComparison.Ordinal), Partial)),
    ];

    private static Departures Tier() => new Departures().Require(Outputs + ".service_tier", "\"default\"", "B6: the chunks name the service tier");

    private static Task SayHiAsync(Uri model) => ReadAsync(OpenAIClients.Chat(model), "Say hi.");

    private static Task FinishLengthAsync(Uri model) => ReadAsync(OpenAIClients.Chat(model), "Tell a story.", ChatReplyPorts.MaxTokens(3));

    private static Task ChoicesAsync(Uri model)
    {
        var options = new ChatCompletionOptions();
        // The SDK has no property for it.
        options.Patch.Set("$.n"u8, 2);
        return ReadAsync(OpenAIClients.Chat(model), "Name a fruit.", options);
    }

    private static Task RefusalAsync(Uri model) => ReadAsync(OpenAIClients.Chat(model, "gpt-4o"), "How to pick a lock?");

    private static Task ErrorEventAsync(Uri model) => ReadAsync(OpenAIClients.Chat(model), "Count to ten.");

    private static async Task ReadAsync(ChatClient client, string question, ChatCompletionOptions? options = null)
    {
        await foreach (var _ in client.CompleteChatStreamingAsync([new UserChatMessage(question)], options))
        {
            // What comes is thrown away, as in the goldens.
        }
    }
}
