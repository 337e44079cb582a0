using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.EndToEnd.Tests.Autologging;

/// <summary>Calls of a vendor's real SDK that sampling leaves out, and that are sent when they failed.</summary>
public sealed class KeepOnErrorTests
{
    private const string Good = """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"yes"},"finish_reason":"stop"}]}""";
    private const string Bad = """{"error":{"message":"no such model","type":"invalid_request_error","code":"model_not_found"}}""";
    private const string Busy = """{"error":{"message":"busy","type":"server_error"}}""";

    [Fact]
    public async Task A_good_call_is_forgotten_and_a_failed_one_is_stored_with_its_content()
    {
        await using var door = new Door();
        await using var model = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Good), ScriptedReply.Json(Bad, 404));
        Autolog(door);
        var client = OpenAIClients.Chat(model.Uri);

        await client.CompleteChatAsync([new UserChatMessage("good?")], cancellationToken: TestContext.Current.CancellationToken);
        await Should.ThrowAsync<Exception>(() => client.CompleteChatAsync([new UserChatMessage("bad?")], cancellationToken: TestContext.Current.CancellationToken));
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();

        var trace = door.Sandbox.Stored().ShouldHaveSingleItem();
        trace.State.ShouldBe(TraceState.Error);
        trace.Root!.Inputs.ToString().ShouldContain("bad?");
        var now = Mlflow.Statistics;
        (now.Accepted, now.KeptOnError, now.SampledOut).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task A_call_that_the_SDK_repeated_with_success_has_not_failed()
    {
        await using var door = new Door();
        await using var model = await ScriptedModelServer.StartAsync(ScriptedReply.Json(Busy, 503), ScriptedReply.Json(Good));
        Autolog(door);

        await OpenAIClients.Chat(model.Uri, retries: 1).CompleteChatAsync([new UserChatMessage("again?")], cancellationToken: TestContext.Current.CancellationToken);
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();

        model.Exchanges.Count.ShouldBe(2);
        door.Sandbox.Stored().ShouldBeEmpty();
        (Mlflow.Statistics.Accepted, Mlflow.Statistics.KeptOnError).ShouldBe((0, 0));
    }

    private static void Autolog(Door door) => door.Autolog(options => (options.SamplingRatio, options.KeepOnError) = (0, KeepOnError.Trace));
}
