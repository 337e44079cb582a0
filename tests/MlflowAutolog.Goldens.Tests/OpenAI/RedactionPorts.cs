using System.Text.Json.Nodes;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>A processor masks a card number.</summary>
internal static class RedactionPorts
{
    private const string Everywhere = "F3, F4: gone everywhere";
    private const string Span = "$[0].spans[0]";

    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/redacted", AskAsync, new Departures()
            .Require(Span + ".attributes.user", "\"card-****\"", Everywhere)
            .Require("$[0].spans", IsGone, Everywhere)
            .Require("$[0].metadata", IsGone, Everywhere))
        {
            Configure = Masking,
        },
        new("openai/redacted_stream", ReadAsync, new Departures()
            .Require(Span + ".outputs.service_tier", "\"default\"", "B6: the chunks name the service tier")
            .Require(Span + ".events", IsGone, Everywhere)
            .Require("$[0].metadata", IsGone, Everywhere))
        {
            Configure = Masking,
        },
    ];

    private static bool IsGone(JsonNode? stored) => !stored!.ToJsonString().Contains("4111", StringComparison.Ordinal);

    private static void Masking(MlflowOptions options) => options.AddProcessor(static span => span.ReplaceText(static text => text.Replace("4111", "****", StringComparison.Ordinal)));

    private static async Task AskAsync(Uri model)
    {
        ChatCompletion reply = await OpenAIClients.Chat(model).CompleteChatAsync([new UserChatMessage("My card is 4111.")], new ChatCompletionOptions { EndUserId = "card-4111" });
        reply.Content[0].Text.ShouldBe("Card 4111 noted.");
    }

    private static async Task ReadAsync(Uri model)
    {
        await foreach (var _ in OpenAIClients.Chat(model).CompleteChatStreamingAsync([new UserChatMessage("My card is 4111.")]))
        {
            // What comes is not looked at in the golden's program.
        }
    }
}
