using MlflowAutolog.Goldens.Tests.OpenAI;
using MlflowAutolog.Goldens.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.ModelServer;
using MlflowAutolog.TestSupport.Servers;
using OpenAI.Responses;

namespace MlflowAutolog.Goldens.Tests;

/// <summary>MLflow has the conversation of a call as its trace's session.</summary>
public sealed class ConversationTests
{
    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task The_conversation_of_a_call_is_the_session_of_its_trace(string version)
    {
        var scenario = GoldenScenario.Load("openai/responses_basic");
        await using var model = await scenario.StartModelServerAsync();
        var port = new GoldenPort(scenario.Name, AskAsync);
        var trace = (await GoldenRun.RunAsync(port, scenario, model, await MlflowServers.StartAsync(version))).ShouldHaveSingleItem()!;
        trace["metadata"]!["mlflow.trace.session"]!.ToString().ShouldBe("conv_1");
    }

    private static async Task AskAsync(Uri model)
    {
        var options = ResponsesPorts.Ask("gpt-4o-mini", "What is the capital of Peru?");
        options.ConversationOptions = new ResponseConversationOptions("conv_1");
        await OpenAIClients.Responses(model).CreateResponseAsync(options);
    }
}
