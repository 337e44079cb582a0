using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Delivery.Server;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Tests.Delivery.Server;

/// <summary>On the real servers where they can be had.</summary>
public sealed class ReadBackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task What_is_delivered_is_read_back(string version)
    {
        var server = await MlflowServers.StartAsync(version);
        var options = Some.Options(server.Uri, o => o.Experiment = $"read-back-{Guid.NewGuid():n}");
        await using var sink = new ServerSink(options, new DeliveryCounters());
        var root = Some.Span("root") with { Type = SpanType.Agent };
        var model = Some.Span("model", parent: root) with
        {
            Type = SpanType.ChatModel,
            Attributes = [new SpanAttribute(WireNames.ChatTokenUsage, AttributeValue.OfJson("""{"input_tokens":10,"output_tokens":2,"total_tokens":12}"""u8.ToArray())), new SpanAttribute("temperature", AttributeValue.Of(0.5))],
        };
        var trace = Some.Trace(root, model) with
        {
            Tags = new Dictionary<string, string> { [WireNames.TraceName] = "root", ["env"] = "test" },
            Metadata = new Dictionary<string, string> { [WireNames.Session] = "s-17", [WireNames.User] = "u-9", ["own"] = "x" },
            ClientRequestId = "order-771",
            RequestPreview = "Where?",
            ResponsePreview = "There.",
            HasUserInfo = true,
        };

        (await sink.DeliverAsync([trace], Token)).ShouldBe([DeliveryResult.Delivered]);
        await sink.FlushAsync(Token);
        var read = (await sink.GetAsync(trace.Id, Token)).ShouldNotBeNull();

        read.Info.ShouldSatisfyAllConditions(
            info => info.TraceId.ShouldBe(trace.Id),
            info => info.State.ShouldBe(TraceState.Ok),
            info => info.RequestTime.ShouldBe(DateTimeOffset.UnixEpoch.AddTicks(root.StartUnixNano / 100)),
            info => info.ExecutionDuration.ShouldBe(TimeSpan.FromSeconds(1.25)),
            info => info.RequestPreview.ShouldBe("Where?"),
            info => info.ResponsePreview.ShouldBe("There."),
            info => info.ClientRequestId.ShouldBe("order-771"),
            info => info.Tags["env"].ShouldBe("test"),
            info => info.Tags[WireNames.TraceName].ShouldBe("root"),
            info => info.Metadata[WireNames.Session].ShouldBe("s-17"),
            info => info.Metadata["own"].ShouldBe("x"));
        read.Spans.Select(span => (span.Name, span.SpanType, span.ParentId)).ShouldBe([("root", SpanType.Agent, null), ("model", SpanType.ChatModel, root.SpanId.ToHexString())]);
        read.Spans[0].Inputs!.Value.GetProperty("question").GetString().ShouldBe("Where?");
        read.Spans[0].Duration.ShouldBe(TimeSpan.FromSeconds(1.25));
        read.Spans[1].Usage.ShouldBe(new TokenUsage(10, 2));
        read.Spans[1].Attributes["temperature"].GetDouble().ShouldBe(0.5);
        sink.Locate(trace.Id).ShouldBe($"{server.Uri}/#/experiments/{read.Info.ExperimentId}/traces?selectedEvaluationId={trace.Id}");
    }

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task A_trace_that_is_not_there_is_null(string version)
    {
        var server = await MlflowServers.StartAsync(version);
        await using var sink = new ServerSink(Some.Options(server.Uri), new DeliveryCounters());

        (await sink.GetAsync("tr-00000000000000000000000000000001", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_late_child_joins_its_trace()
    {
        var server = await MlflowServers.StartAsync();
        await using var sink = new ServerSink(Some.Options(server.Uri, o => o.Experiment = $"late-{Guid.NewGuid():n}"), new DeliveryCounters());
        var root = Some.Span("root");
        var late = Some.Span("late", parent: root);

        await sink.DeliverAsync([Some.Trace(root)], Token);
        await sink.DeliverAsync([Some.Trace(late)], Token);
        await sink.FlushAsync(Token);

        var read = (await sink.GetAsync(Some.Trace(root).Id, Token)).ShouldNotBeNull();
        read.Spans.Select(span => span.Name).ShouldBe(["root", "late"]);
        read.Info.State.ShouldBe(TraceState.Ok);
    }

    [Fact]
    public async Task A_trace_that_chose_an_experiment_which_does_not_exist_is_dropped_alone()
    {
        var server = await MlflowServers.StartAsync();
        var refused = new List<(TraceData Spans, string Words)>();
        await using var sink = new ServerSink(
            Some.Options(server.Uri, o => o.Experiment = $"lost-{Guid.NewGuid():n}"), new DeliveryCounters(), (spans, words) => refused.Add((spans, words)));
        var lost = Some.Trace() with { ExperimentId = "987654" };
        var good = Some.Trace();

        var results = await sink.DeliverAsync([lost, good], Token);

        results.ShouldBe([new DeliveryResult("rejected"), DeliveryResult.Delivered]);
        refused.ShouldHaveSingleItem().Words.ShouldContain("987654");
        (await sink.GetAsync(good.Id, Token)).ShouldNotBeNull();
        (await sink.GetAsync(lost.Id, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task An_explicit_call_throws_the_servers_words()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(1, 403, body: """{"error_code":"PERMISSION_DENIED","message":"not yours"}""");
        await using var sink = new ServerSink(Some.Options(server.Uri), new DeliveryCounters());

        var error = await Should.ThrowAsync<MlflowException>(() => sink.GetAsync("tr-1", Token));

        error.Message.ShouldContain("not yours");
        (error.StatusCode, error.ErrorCode).ShouldBe((403, "PERMISSION_DENIED"));
    }

    [Fact]
    public async Task An_explicit_call_is_repeated_as_often_as_allowed()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(10, 503, body: "busy");
        await using var sink = new ServerSink(Some.Options(server.Uri, o => o.MaxRetries = 1), new DeliveryCounters());

        var error = await Should.ThrowAsync<MlflowException>(() => sink.GetAsync("tr-1", Token));

        error.StatusCode.ShouldBe(503);
        server.Requests.Count.ShouldBe(2);
    }
}
