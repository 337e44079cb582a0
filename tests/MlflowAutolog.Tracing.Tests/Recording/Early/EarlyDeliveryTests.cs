using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Tests.Delivery;

namespace MlflowAutolog.Tracing.Tests.Recording.Early;

/// <summary>A long trace while it runs and afterwards, as its reader sees it; on the real servers where they can be had.</summary>
public sealed class EarlyDeliveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task A_server_shows_a_long_trace_while_it_runs_and_has_it_right_in_the_end(string version)
    {
        var server = await MlflowServers.StartAsync(version);
        await using var tracer = new MlflowTracer(new MlflowOptions { TrackingUri = server.Uri, Experiment = $"early-{Guid.NewGuid():n}", EarlySendAfter = TimeSpan.FromMilliseconds(400), Environment = _ => null });
        await CheckAsync(tracer);
    }

    [Fact]
    public async Task The_cost_of_a_long_trace_is_that_of_all_its_parts()
    {
        var server = await MlflowServers.StartAsync(MlflowServers.Latest);
        if (!server.IsReal) Assert.Skip("the stand-in does not sum up cost");
        await using var tracer = new MlflowTracer(new MlflowOptions { TrackingUri = server.Uri, Experiment = $"early-{Guid.NewGuid():n}", EarlySendAfter = TimeSpan.FromMilliseconds(400), Environment = _ => null });
        var root = tracer.StartDetachedSpan("long run", SpanType.Agent);
        for (var parts = 1; parts <= 2; parts++)
        {
            Priced(tracer, root);
            await Eventually.TrueAsync(() => tracer.Statistics is var now && now.Delivered == parts && now.InfosPending == 0);
        }

        Priced(tracer, root);
        root.End();
        (await tracer.FlushAsync(Token)).ShouldBeTrue();
        (await tracer.GetTraceAsync(root.TraceId, Token)).ShouldNotBeNull().Info.Cost.ShouldNotBeNull().TotalCost.ShouldBe(3 * 0.0125, 1e-9);
    }

    [Fact]
    public async Task The_local_store_has_a_long_trace_while_it_runs_and_right_in_the_end()
    {
        using var folder = new TemporaryFolder();
        await using var tracer = new MlflowTracer(new MlflowOptions { StorePath = folder.Path, EarlySendAfter = TimeSpan.FromMilliseconds(400), Environment = _ => null });
        await CheckAsync(tracer, isLocal: true);
    }

    [Fact]
    public async Task A_server_that_reads_spans_from_a_file_gets_them_at_once()
    {
        await using var server = await FakeMlflowServer.StartAsync("3.4.0");
        await using var tracer = new MlflowTracer(new MlflowOptions { TrackingUri = server.Uri, EarlySendAfter = TimeSpan.FromMilliseconds(200), Environment = _ => null });
        tracer.StartSpan("before").Dispose();
        await tracer.FlushAsync(Token);
        var root = tracer.StartDetachedSpan("root");
        tracer.StartDetachedSpan("child", parent: root).End();
        await Eventually.TrueAsync(() => root.Trace!.Clock.Age > TimeSpan.FromMilliseconds(800));
        tracer.Statistics.Accepted.ShouldBe(1);
        root.End();
        await tracer.FlushAsync(Token);
        tracer.Statistics.Accepted.ShouldBe(2);
        (await tracer.GetTraceAsync(root.TraceId, Token)).ShouldNotBeNull().Spans.Count.ShouldBe(2);
    }

    private static async Task CheckAsync(MlflowTracer tracer, bool isLocal = false)
    {
        MlflowSpan root;
        using (Mlflow.Context(session: "s-17", user: "anna", tags: [new("env", "test")])) root = tracer.StartDetachedSpan("long run", SpanType.Agent, inputs: "why");
        Call(tracer, root, 10);
        await Eventually.TrueAsync(() => tracer.Statistics.Delivered == 1 && tracer.Statistics.InfosPending == 0);

        var running = (await tracer.GetTraceAsync(root.TraceId, Token)).ShouldNotBeNull();
        running.Info.State.ShouldBe(TraceState.InProgress);
        running.Spans.ShouldHaveSingleItem().Name.ShouldBe("call");
        if (!isLocal)
        {
            running.Info.Tags["mlflow.traceName"].ShouldBe("long run");
            running.Info.Metadata["mlflow.trace.session"].ShouldBe("s-17");
        }

        Call(tracer, root, 100);
        await Eventually.TrueAsync(() => tracer.Statistics.Delivered == 2);
        Call(tracer, root, 1000);
        root.SetOutputs("because").SetStatus(SpanStatusCode.Error, "in the end").End();
        (await tracer.FlushAsync(Token)).ShouldBeTrue();

        var whole = (await tracer.GetTraceAsync(root.TraceId, Token)).ShouldNotBeNull();
        whole.Spans.Select(span => span.Name).ShouldBe(["long run", "call", "call", "call"]);
        var stored = whole.Spans[0];
        whole.Info.ShouldSatisfyAllConditions(
            info => info.State.ShouldBe(TraceState.Error),
            info => info.ExecutionDuration!.Value.TotalMilliseconds.ShouldBe(stored.Duration.TotalMilliseconds, 2),
            info => info.Tags["mlflow.traceName"].ShouldBe("long run"),
            info => info.Tags["env"].ShouldBe("test"),
            info => info.Metadata["mlflow.trace.session"].ShouldBe("s-17"),
            info => info.Metadata["mlflow.trace.user"].ShouldBe("anna"),
            info => info.Metadata["mlflow.trace.tokenUsage"].ShouldContain("1110"),
            info => info.Metadata["mlflow.trace.sizeStats"].ShouldContain("\"num_spans\":4", Case.Sensitive),
            info => info.RequestPreview.ShouldNotBeNull().ShouldContain("why"),
            info => info.ResponsePreview.ShouldNotBeNull().ShouldContain("because"));
        var now = tracer.Statistics;
        (now.Accepted, now.Delivered, now.SpansDelivered).ShouldBe((3, 3, 4));
    }

    private static void Priced(MlflowTracer tracer, MlflowSpan root)
        => tracer.StartDetachedSpan("call", SpanType.ChatModel, root).SetAttribute("mlflow.llm.cost", new { input_cost = 0.0025, output_cost = 0.01, total_cost = 0.0125 }).End();

    private static void Call(MlflowTracer tracer, MlflowSpan root, int tokens)
        => tracer.StartDetachedSpan("call", SpanType.ChatModel, root).SetAttribute("mlflow.chat.tokenUsage", new { input_tokens = tokens, output_tokens = 0, total_tokens = tokens }).End();
}
