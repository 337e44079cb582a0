using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.OpenAI.Tests.Support;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI;
using OpenAI.Chat;

namespace MlflowAutolog.OpenAI.Tests;

/// <summary>The one call on a client's options: early, late, twice, and taken back.</summary>
public sealed class DoorTests
{
    private static readonly ChatMessage[] Hi = [new UserChatMessage("Hi")];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_works_for_clients_made_before_and_after_Autolog(bool isClientOlder)
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok with { Repeat = true });
        await using var door = new Door();
        var older = Client(server.Uri, Traced());
        await AskAsync(older);
        door.Autolog(options => options.Disable("Http"));
        await AskAsync(isClientOlder ? older : Client(server.Uri, Traced()));
        (await Door.LastAsync()).ShouldBe(["Completions"]);
        Mlflow.Statistics.Accepted.ShouldBe(1, "the call before Autolog is not seen");
    }

    [Fact]
    public async Task Called_twice_it_records_once()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Busy, Replies.Ok);
        await using var watch = new Watch(Seen.ByPolicy);
        await AskAsync(watch.Chat(server.Uri, retries: 1, configure: options => options.UseMlflowTracing().UseMlflowTracing(watch.Tracer)));
        (await watch.SpanAsync()).Attempts().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("OpenAI", 0)]
    [InlineData("openai", 0)]
    [InlineData("Http", 1)]
    public async Task What_is_disabled_stays_off_and_the_rest_goes_on(string disabled, int calls)
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var door = new Door();
        door.Autolog(options => options.Disable(disabled));
        using (Mlflow.StartSpan("mine")) await AskAsync(Client(server.Uri, Traced()));
        (await Door.LastAsync()).ShouldBe(["mine", .. Enumerable.Repeat("Completions", calls)]);
    }

    [Fact]
    public async Task It_follows_the_tracer_of_the_moment()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok with { Repeat = true });
        await using var door = new Door();
        var client = Client(server.Uri, Traced());
        door.Autolog();
        Mlflow.Disable();
        await AskAsync(client);
        Mlflow.LastTraceId.ShouldBeNull();
        Mlflow.Enable();
        await AskAsync(client);
        (await Door.LastAsync()).ShouldBe(["Completions"]);
        Mlflow.Autolog(options => options.Disable("OpenAI"));
        await AskAsync(client);
        Mlflow.Statistics.Accepted.ShouldBe(1);
        await Mlflow.ResetAsync();
        await AskAsync(client);
        Mlflow.LastTraceId.ShouldBeNull();
    }

    [Fact]
    public async Task Beneath_a_span_the_call_is_its_child_and_not_current()
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies.Ok);
        await using var door = new Door();
        door.Autolog();
        using (var span = Mlflow.StartSpan("mine"))
        {
            await AskAsync(Client(server.Uri, Traced()));
            Mlflow.CurrentSpan.ShouldBeSameAs(span);
        }

        (await Door.LastAsync()).ShouldBe(["mine", "Completions"]);
    }

    [Fact]
    public void Options_that_a_client_was_made_with_are_closed()
    {
        var options = new OpenAIClientOptions();
        _ = Client(new Uri("http://model.example"), options);
        Should.Throw<InvalidOperationException>(() => options.UseMlflowTracing());

        var traced = Traced();
        _ = Client(new Uri("http://model.example"), traced);
        traced.UseMlflowTracing().ShouldBeSameAs(traced);
    }

    [Fact]
    public void Without_options_it_says_so() => Should.Throw<ArgumentNullException>(() => ((ClientPipelineOptions)null!).UseMlflowTracing());

    [Fact]
    public void While_tracing_is_off_a_call_allocates_what_it_allocates_without_the_policy()
    {
        var bare = Allocated(new OpenAIClientOptions());
        Allocated(Traced()).ShouldBe(bare);
    }

    private static long Allocated(OpenAIClientOptions options)
    {
        options.Transport = new CannedTransport(Replies.Text);
        var client = Client(new Uri("http://model.example"), options);
        using var content = BinaryContent.Create(BinaryData.FromString("""{"model":"m","messages":[]}"""));
        var least = long.MaxValue;
        for (var i = 0; i < 50; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            client.CompleteChat(content);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static OpenAIClientOptions Traced() => new OpenAIClientOptions().UseMlflowTracing();

    private static ChatClient Client(Uri server, OpenAIClientOptions options)
    {
        options.Endpoint = new Uri(server, "/v1");
        return new ChatClient("m", new ApiKeyCredential("sk-test-key-0123456789abcdef"), options);
    }

    private static async Task AskAsync(ChatClient client) => await client.CompleteChatAsync(Hi, cancellationToken: Token);
}
