using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>One question, one answer.</summary>
internal static class ChatPorts
{
    private const string Renamed = "the .NET SDK sends max_completion_tokens where Python's program says max_tokens";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/chat_basic", Basic),
        new("openai/chat_async", AsyncAsync, new Departures()
            .RequireAbsent("$[0].spans[0].inputs.max_tokens", Renamed)
            .Require("$[0].spans[0].inputs.max_completion_tokens", "20", Renamed)
            .RequireAbsent("$[0].spans[0].attributes.max_tokens", Renamed)
            .Require("$[0].spans[0].attributes.max_completion_tokens", "20", Renamed)
            .RequireAbsent("$[0].metadata['mlflow.traceInputs'].max_tokens", Renamed)
            .Require("$[0].metadata['mlflow.traceInputs'].max_completion_tokens", "20", Renamed)),
        new("openai/chat_parameters", ParametersAsync, new Departures()
            .Require("$[0].spans[0].attributes.messages", messages => messages is null, "F3: content is in the inputs alone")),
        new("openai/chat_usage_details", UsageDetailsAsync),
        new("openai/chat_under_span_and_context", UnderSpanAndContextAsync),
    ];

    private static Task Basic(Uri model)
    {
        OpenAIClients.Chat(model).CompleteChat(
            [new SystemChatMessage("You are terse."), new UserChatMessage("What is the capital of France?")],
            new ChatCompletionOptions { Temperature = 0.2f });
        return Task.CompletedTask;
    }

    private static async Task AsyncAsync(Uri model)
        => await OpenAIClients.Chat(model).CompleteChatAsync([new UserChatMessage("Good morning")], new ChatCompletionOptions { MaxOutputTokenCount = 20 });

    private static async Task ParametersAsync(Uri model)
    {
        var options = new ChatCompletionOptions
        {
            Seed = 7,
            StopSequences = { "4", "\n\n" },
            TopP = 0.9f,
            PresencePenalty = 0.1f,
            FrequencyPenalty = -0.2f,
            LogitBiases = { [1734] = -100 },
            EndUserId = "user-42",
            StoredOutputEnabled = true,
            Metadata = { ["feature"] = "count" },
            ServiceTier = "flex",
        };
        // The SDK has no property for it.
        options.Patch.Set("$.n"u8, 1);
        await OpenAIClients.Chat(model, "gpt-4.1-nano").CompleteChatAsync([new UserChatMessage("Count to three.") { ParticipantName = "anna" }], options);
    }

    private static async Task UsageDetailsAsync(Uri model)
        => await OpenAIClients.Chat(model, "gpt-4o").CompleteChatAsync(
            [new UserChatMessage("Rename the variable a to b: a = 1")],
            new ChatCompletionOptions { OutputPrediction = ChatOutputPrediction.CreateStaticContentPrediction("b = 1") });

    private static async Task UnderSpanAndContextAsync(Uri model)
    {
        using var span = Mlflow.StartSpan("handle_request", SpanType.Chain);
        span.SetInputs(("question", "Ping?"));
        Mlflow.UpdateCurrentTrace(session: "session-9", user: "anna", tags: [new("tenant", "blue")]);
        ChatCompletion reply = await OpenAIClients.Chat(model).CompleteChatAsync([new UserChatMessage("Ping?")]);
        span.SetOutputs(reply.Content[0].Text);
    }
}
