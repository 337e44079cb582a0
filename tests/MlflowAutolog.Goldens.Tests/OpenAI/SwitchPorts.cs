using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.Goldens.Tests.OpenAI;

/// <summary>Calls that are recorded, are not, and what is recorded with them.</summary>
internal static class SwitchPorts
{
    public static IEnumerable<GoldenPort> All =>
    [
        new("openai/autolog_off_and_suppressed", OffAndOnAsync),
        new("openai/unsampled", UnsampledAsync),
        new("openai/context_session", InContext, new Departures()
            .Require("$[1].spans[0].outputs.service_tier", "\"default\"", "B6: the chunks name the service tier")),
    ];

    // Python's two ways to switch off are one here.
    private static async Task OffAndOnAsync(Uri model)
    {
        var client = OpenAIClients.Chat(model);
        Mlflow.Disable();
        await SayAsync(client, "off");
        await SayAsync(client, "no traces");
        Mlflow.Enable();
        using (Mlflow.Context(enabled: false)) await SayAsync(client, "suppressed");
        await SayAsync(client, "recorded");
    }

    private static async Task UnsampledAsync(Uri model)
    {
        const string q = "Hi";
        var text = await Mlflow.TraceAsync("ask", SpanType.Unknown, async _ => (await SayAsync(OpenAIClients.Chat(model), q)).Content[0].Text, inputs: new { q });
        text.ShouldBe("Hello");
    }

    // The stream is read when the scope has ended.
    private static Task InContext(Uri model)
    {
        var client = OpenAIClients.Chat(model);
        IEnumerator<StreamingChatCompletionUpdate> stream;
        using (Mlflow.Context(session: "s-7", user: "u-7", tags: [new("plan", "gold")], metadata: [new("build", "9")]))
        {
            client.CompleteChat([new UserChatMessage("Hi")]);
            stream = client.CompleteChatStreaming([new UserChatMessage("Hi again")]).GetEnumerator();
            // The SDK asks the server when the first piece is wanted.
            stream.MoveNext().ShouldBeTrue();
        }

        while (stream.MoveNext())
        {
            // What comes is not looked at in the golden's program.
        }

        stream.Dispose();
        return Task.CompletedTask;
    }

    private static async Task<ChatCompletion> SayAsync(ChatClient client, string text) => await client.CompleteChatAsync([new UserChatMessage(text)]);
}
