using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Servers;
using OpenAI.Chat;

namespace MlflowAutolog.EndToEnd.Tests.Autologging;

/// <summary>The one line, called early, late, twice, and taken back.</summary>
public sealed class AutologTests
{
    [Fact]
    public async Task Called_twice_it_records_each_call_once()
    {
        await using var model = await Model.StartAsync();
        await using var door = new Door();
        door.Autolog();
        Mlflow.Autolog();
        door.Autolog();

        await AskAsync(model.NewClient());

        (await Door.LastAsync()).Spans.Select(span => span.Name).ShouldBe(["Completions"]);
        door.Sandbox.Stored().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_sees_clients_made_before_and_after(bool isClientOlder)
    {
        await using var model = await Model.StartAsync();
        await using var door = new Door();
        var older = model.NewClient();
        await AskAsync(older);
        door.Autolog();

        await AskAsync(isClientOlder ? older : model.NewClient());

        var trace = await Door.LastAsync();
        trace.Spans.ShouldHaveSingleItem().Usage!.Value.ShouldBe(new TokenUsage(5, 7));
        door.Sandbox.Stored().Count.ShouldBe(1, "the call before Autolog is not seen");
    }

    [Fact]
    public async Task Configured_anew_what_runs_and_waits_still_arrives_where_it_was_going()
    {
        await using var first = await FakeMlflowServer.StartAsync();
        await using var second = await FakeMlflowServer.StartAsync();
        await using var door = new Door();
        door.Autolog(options => options.TrackingUri = first.Uri);
        Mlflow.Trace("waits", SpanType.Chain, static _ => { });
        using (var running = Mlflow.StartSpan("runs", SpanType.Agent))
        {
            Mlflow.Autolog(options => options.TrackingUri = second.Uri);
            using (Mlflow.StartSpan("child")) running.SetOutputs("done");
        }

        Mlflow.Trace("new", SpanType.Chain, static _ => { });
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();

        first.Names().ShouldBe(["child", "runs", "waits"]);
        second.Names().ShouldBe(["new"]);
    }

    [Fact]
    public async Task The_calls_of_models_go_where_it_was_last_told_to()
    {
        await using var model = await Model.StartAsync();
        await using var server = await FakeMlflowServer.StartAsync();
        await using var door = new Door();
        door.Autolog();
        await AskAsync(model.NewClient());
        await Mlflow.FlushAsync(TestContext.Current.CancellationToken);
        Mlflow.Autolog(options => options.TrackingUri = server.Uri);

        await AskAsync(model.NewClient());
        await Mlflow.FlushAsync(TestContext.Current.CancellationToken);

        door.Sandbox.Stored().Count.ShouldBe(1);
        server.Names().ShouldBe(["Completions"]);
    }

    [Fact]
    public async Task Disabled_it_records_nothing_and_enabled_again_everything()
    {
        await using var model = await Model.StartAsync();
        await using var door = new Door();
        var client = model.NewClient();
        door.Autolog();
        Mlflow.Disable();
        Mlflow.IsEnabled.ShouldBeFalse();
        using (var span = Mlflow.StartSpan("off"))
        {
            span.IsRecording.ShouldBeFalse();
            await AskAsync(client);
        }

        Mlflow.LastTraceId.ShouldBeNull();
        Mlflow.Enable();
        await AskAsync(client);

        (await Door.LastAsync()).Spans.Select(span => span.Name).ShouldBe(["Completions"]);
        (model.Calls, door.Sandbox.Stored().Count).ShouldBe((2, 1));
    }

    [Fact]
    public async Task Configured_anew_it_still_counts_and_knows_what_was_before()
    {
        await using var model = await Model.StartAsync();
        await using var door = new Door();
        door.Autolog();
        await AskAsync(model.NewClient());
        (await Mlflow.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        var first = Mlflow.LastTraceId.ShouldNotBeNull();

        Mlflow.SetExperiment("another");
        (Mlflow.LastTraceId, Mlflow.Statistics.Accepted, Mlflow.Statistics.Delivered).ShouldBe((first, 1L, 1L));
    }

    [Fact]
    public async Task Options_that_are_wrong_leave_the_ones_before()
    {
        await using var model = await Model.StartAsync();
        await using var door = new Door();
        Should.Throw<MlflowException>(() => Mlflow.Autolog(new MlflowOptions { TrackingUri = "bogus" }));
        door.Autolog();
        await AskAsync(model.NewClient());
        (await Door.LastAsync()).Spans.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Reset_it_is_as_before_the_first_call()
    {
        await using var model = await Model.StartAsync();
        await using var door = new Door();
        door.Autolog(options => options.SamplingRatio = 1);
        using (Mlflow.StartSpan("left open")) await Mlflow.ResetAsync();

        (Mlflow.IsEnabled, Mlflow.LastTraceId, Mlflow.CurrentTraceId, Mlflow.Statistics.Accepted).ShouldBe((false, null, null, 0L));
        await AskAsync(model.NewClient());
        Mlflow.StartSpan("nobody listens").ShouldBeSameAs(MlflowSpan.None);
        door.Sandbox.Stored().ShouldHaveSingleItem().Root!.StatusMessage.ShouldBe("not ended");

        door.Autolog();
        await AskAsync(model.NewClient());
        (await Door.LastAsync()).Spans.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("OpenAI")]
    [InlineData("openai")]
    [InlineData("Http")]
    public async Task An_integration_that_is_switched_off_stays_off(string name)
    {
        await using var model = await Model.StartAsync();
        await using var door = new Door();
        door.Autolog(options => options.Disable(name));
        using (Mlflow.StartSpan("mine")) await AskAsync(model.NewClient());

        (await Door.LastAsync()).Spans.Select(span => span.Name).ShouldBe(["mine"]);
    }

    [Fact]
    public async Task Without_discovery_only_the_given_integrations_are_there()
    {
        await using var model = await Model.StartAsync();
        await using var door = new Door();
        var (mine, off) = (new CountingIntegration("Mine"), new CountingIntegration("Off"));
        door.Autolog(options =>
        {
            options.DiscoverIntegrations = false;
            options.Integrations.Add(mine);
            options.Integrations.Add(off);
            options.Disable("off");
        });
        using (Mlflow.StartSpan("mine")) await AskAsync(model.NewClient());
        (await Door.LastAsync()).Spans.Select(span => span.Name).ShouldBe(["mine"]);

        Mlflow.Autolog(options => options.Integrations.Add(new HttpIntegration()));
        using (Mlflow.StartSpan("mine")) await AskAsync(model.NewClient());
        (await Door.LastAsync()).Spans.Select(span => span.Name).ShouldBe(["mine", "Completions"]);

        await Mlflow.ResetAsync();
        (mine.Installed, mine.Removed, off.Installed).ShouldBe((2, 2, 0));
    }

    private static async Task AskAsync(ChatClient client) => await client.CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: TestContext.Current.CancellationToken);
}
