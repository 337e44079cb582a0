using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Tests.Delivery;

namespace MlflowAutolog.Tracing.Tests.Assessments;

/// <summary>Servers that fail, traces that wait, and no server at all.</summary>
public sealed class DeliveryTests
{
    private const string Traces = "/api/3.0/mlflow/traces/";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MlflowServers.Latest)]
    [InlineData(MlflowServers.Oldest)]
    public async Task A_feedback_whose_answer_was_lost_is_stored_once(string version)
    {
        await using var server = await FakeMlflowServer.StartAsync(version);
        await using var tracer = Tracer(server);
        var id = await StoredAsync(tracer);
        server.LoseNextAnswers(1, Traces);

        var feedback = await tracer.LogFeedbackAsync(id, "f", 1, cancellationToken: Token);

        (await tracer.GetTraceAsync(id, Token)).ShouldNotBeNull().Info.Assessments.ShouldHaveSingleItem().AssessmentId.ShouldBe(feedback.AssessmentId);
        Posts(server).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_busy_is_asked_again()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = Tracer(server);
        var id = await StoredAsync(tracer);
        server.FailNext(1, 503, pathPrefix: Traces);

        await tracer.LogFeedbackAsync(id, "f", 1, cancellationToken: Token);

        (await tracer.GetTraceAsync(id, Token)).ShouldNotBeNull().Info.Assessments.ShouldHaveSingleItem();
        Posts(server).ShouldBe(2);
    }

    [Fact]
    public async Task A_refusal_is_not_repeated_and_tells_the_servers_words()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = Tracer(server);
        var id = await StoredAsync(tracer);
        server.FailNext(1, 403, pathPrefix: Traces, body: """{"error_code":"PERMISSION_DENIED","message":"not yours"}""");

        var refused = await Should.ThrowAsync<MlflowException>(() => tracer.LogFeedbackAsync(id, "f", 1, cancellationToken: Token));

        refused.Message.ShouldContain("not yours");
        (refused.StatusCode, refused.ErrorCode, Posts(server)).ShouldBe((403, "PERMISSION_DENIED", 1));
    }

    [Fact]
    public async Task What_a_running_trace_said_is_counted_when_its_info_is_refused()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = Tracer(server);
        server.FailNext(1, 400, pathPrefix: Traces.TrimEnd('/'), body: "no");
        using (var root = tracer.StartSpan("root"))
        {
            var first = await tracer.LogFeedbackAsync(root.TraceId, "f", 1, cancellationToken: Token);
            await tracer.OverrideFeedbackAsync(root.TraceId, first.AssessmentId!, 2, cancellationToken: Token);
        }

        await tracer.FlushAsync(Token);

        (tracer.Statistics.Delivered, tracer.Statistics.InfosDropped, tracer.Statistics.AssessmentsDropped).ShouldBe((1, 1, 2));
    }

    [Fact]
    public async Task What_overrides_another_is_counted_when_it_is_refused_by_itself()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = Tracer(server);
        server.FailNext(1, 400, pathPrefix: Traces, body: "no");
        using (var root = tracer.StartSpan("root"))
        {
            var first = await tracer.LogFeedbackAsync(root.TraceId, "f", 1, cancellationToken: Token);
            await tracer.OverrideFeedbackAsync(root.TraceId, first.AssessmentId!, 2, cancellationToken: Token);
        }

        await tracer.FlushAsync(Token);

        (tracer.Statistics.InfosDropped, tracer.Statistics.AssessmentsDropped).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Only_the_call_about_a_trace_on_its_way_waits_for_it()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        string stored;
        await using (var other = Tracer(server)) stored = await StoredAsync(other);
        await using var tracer = Tracer(server);
        await StoredAsync(tracer);

        Task<Feedback> waiting;
        using (server.HoldAnswers("/v1/traces"))
        {
            tracer.StartSpan("held").End();
            waiting = tracer.LogFeedbackAsync(tracer.LastTraceId!, "f", 1, cancellationToken: Token);
            await tracer.LogFeedbackAsync(stored, "f", 1, cancellationToken: Token).WaitAsync(TimeSpan.FromSeconds(20), Token);
            await Eventually.TrueAsync(() => server.Requests.Count(request => request.Path == "/v1/traces") == 3, TimeSpan.FromSeconds(20));
            waiting.IsCompleted.ShouldBeFalse();
        }

        (await waiting).AssessmentId.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_at_the_address_is_said()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await server.StopAsync();
        await using var tracer = Tracer(server, options => (options.RequestTimeout, options.MaxRetries, options.ShutdownTimeout) = (TimeSpan.FromSeconds(0.5), 0, TimeSpan.Zero));
        tracer.StartSpan("root").End();

        (await Should.ThrowAsync<MlflowException>(() => tracer.LogFeedbackAsync(tracer.LastTraceId!, "f", 1, cancellationToken: Token))).Message.ShouldContain("does not answer");
    }

    [Fact]
    public async Task A_trace_that_runs_leaves_the_server_alone_and_its_info_is_sent_whatever_the_mode()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = Tracer(server, options => options.TraceInfo = TraceInfoMode.Auto);
        using (var root = tracer.StartSpan("root")) await tracer.LogFeedbackAsync(root.TraceId, "f", 1, cancellationToken: Token);
        await tracer.FlushAsync(Token);

        Posts(server).ShouldBe(0);
        (await tracer.GetTraceAsync(tracer.LastTraceId!, Token)).ShouldNotBeNull().Info.Assessments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_info_whose_answer_was_lost_brings_its_assessments_once()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var tracer = Tracer(server);
        server.LoseNextAnswers(1, "/api/3.0/mlflow/traces");
        using (var root = tracer.StartSpan("root")) await tracer.LogFeedbackAsync(root.TraceId, "f", 1, cancellationToken: Token);
        await tracer.FlushAsync(Token);

        (await tracer.GetTraceAsync(tracer.LastTraceId!, Token)).ShouldNotBeNull().Info.Assessments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_local_store_keeps_them_with_the_trace_and_says_what_stored_traces_need()
    {
        using var folder = new TemporaryFolder();
        await using var tracer = new MlflowTracer(new MlflowOptions { StorePath = folder.Path, Environment = _ => null });
        Feedback feedback;
        using (var root = tracer.StartSpan("root"))
        {
            feedback = await tracer.LogFeedbackAsync(root.TraceId, "scores", new { fluency = 5, text = "Grüße" }, AssessmentSource.LlmJudge("m"), "so so", [new("k", "1")], root.SpanId, new("E", "m", "s"), Token);
            await tracer.OverrideFeedbackAsync(root.TraceId, feedback.AssessmentId!, 1, cancellationToken: Token);
        }

        // Not flushed: the call waits until the trace is written.
        var read = (await tracer.GetAssessmentAsync(tracer.LastTraceId!, feedback.AssessmentId!, Token)).ShouldBeOfType<Feedback>();
        (read with { Value = null, Metadata = feedback.Metadata, CreateTime = feedback.CreateTime, LastUpdateTime = feedback.LastUpdateTime, Valid = true }).ShouldBe(feedback with { Value = null });
        (read.Valid, read.Metadata["k"]).ShouldBe((false, "1"));
        (await tracer.GetTraceAsync(tracer.LastTraceId!, Token)).ShouldNotBeNull().Info.Assessments.Count.ShouldBe(2);

        var refused = await Should.ThrowAsync<MlflowException>(() => tracer.LogFeedbackAsync(tracer.LastTraceId!, "f", 1, cancellationToken: Token));
        refused.Message.ShouldBe("An assessment of a trace that does not run here needs an MLflow server, and traces are kept in the local store. Set TrackingUri (MLFLOW_TRACKING_URI), or log it while the trace runs: then it is stored with it.");
    }

    private static int Posts(FakeMlflowServer server) => server.Requests.Count(request => request.Method == "POST" && request.Path.EndsWith("/assessments", StringComparison.Ordinal));

    private static async Task<string> StoredAsync(MlflowTracer tracer)
    {
        tracer.StartSpan("root").End();
        (await tracer.FlushAsync(Token)).ShouldBeTrue();
        return tracer.LastTraceId!;
    }

    private static MlflowTracer Tracer(FakeMlflowServer server, Action<MlflowOptions>? configure = null)
    {
        var options = new MlflowOptions { TrackingUri = server.Uri, Environment = _ => null };
        configure?.Invoke(options);
        return new MlflowTracer(options);
    }
}
