using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Rest;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Tests.Delivery.Server;

public sealed class ServerDeliveryTests
{
    private const string Spans = "/v1/traces";
    private const string Infos = "/api/3.0/mlflow/traces";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_go_first_then_the_info()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(1);

        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        server.Requests.Select(request => request.Path).ShouldBe(["/version", "/api/2.0/mlflow/experiments/get", Spans, Infos]);
        fixture.Statistics.InfosDelivered.ShouldBe(1);
        var spans = server.Requests[2];
        spans.Header("x-mlflow-experiment-id").ShouldBe("0");
        spans.Header("Content-Type").ShouldBe("application/x-protobuf");
        spans.Header("Content-Length").ShouldNotBeNull();
        spans.Header("Origin").ShouldBeNull();
        spans.Header("traceparent").ShouldBeNull();
        spans.Header("User-Agent")!.ShouldStartWith("mlflow-autolog-dotnet/");
        fixture.Check();
    }

    [Fact]
    public async Task A_server_that_comes_up_later_gets_everything()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await server.StopAsync();
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(50);
        await Eventually.TrueAsync(() => fixture.Statistics.Retries > 0);
        fixture.Statistics.Pending.ShouldBe(50);
        fixture.Said.ShouldHaveSingleItem().ShouldContain("does not answer");

        await server.ResumeAsync();
        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        fixture.Statistics.Delivered.ShouldBe(50);
        fixture.Statistics.InfosDelivered.ShouldBe(50);
        fixture.Check();
    }

    [Fact]
    public async Task A_version_that_fails_first_is_asked_again()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(2, 503, pathPrefix: "/version");
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(3);

        await Eventually.TrueAsync(() => fixture.Statistics.Delivered == 3);

        server.Requests.Count(request => request.Path == "/version").ShouldBe(3);
        fixture.Statistics.Retries.ShouldBe(2);
    }

    [Fact]
    public async Task Retry_After_is_kept()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(1, 429, new Dictionary<string, string> { ["Retry-After"] = "2" }, Spans);
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(1);

        await Eventually.TrueAsync(() => fixture.Statistics.Delivered == 1);

        var posts = server.Requests.Where(request => request.Path == Spans).ToList();
        posts.Count.ShouldBe(2);
        (posts[1].Received - posts[0].Received).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task A_far_Retry_After_is_two_minutes()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(1, 503, new Dictionary<string, string> { ["Retry-After"] = "5000000" });
        server.FailNext(1, 503, new Dictionary<string, string> { ["Retry-After"] = "Fri, 31 Dec 9999 23:59:59 GMT" });
        using var http = new MlflowHttp(Some.Options(server.Uri));

        for (var i = 0; i < 2; i++) (await http.SendAsync(MlflowCall.Get("version"), Token)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.LoseNextAnswers(1, Spans);
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(1);

        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        fixture.Statistics.Delivered.ShouldBe(1);
        fixture.Statistics.Retries.ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_credentials_hold_the_queue_until_they_are_right()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.RequiredAuthorization = "Basic " + Convert.ToBase64String("anna:secret-word"u8);
        await using var fixture = ServerFixture.On(server, options => (options.Username, options.Password, options.Token) = ("anna", "secret-word", "a-token"));
        var right = server.RequiredAuthorization;
        server.RequiredAuthorization = "Basic somebody-else";
        fixture.AcceptMany(5);

        await Eventually.TrueAsync(() => fixture.Said.Count > 0);
        fixture.Said[0].ShouldContain("MLFLOW_TRACKING_USERNAME");
        fixture.Said[0].ShouldNotContain("secret-word");
        fixture.Statistics.Pending.ShouldBe(5);
        server.RequiredAuthorization = right;
        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        fixture.Statistics.Delivered.ShouldBe(5);
        fixture.Statistics.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task A_token_is_sent_as_bearer()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.RequiredAuthorization = "Bearer a-token";
        await using var fixture = ServerFixture.On(server, options => options.Token = "a-token");
        fixture.AcceptMany(1);

        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        fixture.Statistics.Delivered.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_host_name_is_explained_and_held()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(1, 403, pathPrefix: "/api/2.0/mlflow/experiments", body: "Invalid Host header - possible DNS rebinding attack detected");
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(1);

        await Eventually.TrueAsync(() => fixture.Said.Count > 0);
        fixture.Said[0].ShouldContain("--allowed-hosts");
        fixture.Statistics.Pending.ShouldBe(1);

        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();
        fixture.Statistics.Delivered.ShouldBe(1);
    }

    [Fact]
    public async Task A_path_that_is_no_MLflow_is_explained_and_held()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var fixture = ServerFixture.On(server.Uri + "/wrong/prefix");
        fixture.AcceptMany(1);

        await Eventually.TrueAsync(() => fixture.Said.Count > 0);

        fixture.Said[0].ShouldContain("MLFLOW_TRACKING_URI");
        fixture.Said[0].ShouldContain("/wrong/prefix");
        server.Requests[0].Path.ShouldBe("/wrong/prefix/version");
        fixture.Statistics.Pending.ShouldBe(1);
    }

    [Theory]
    [InlineData("3.3.2", "3.4 or newer")]
    [InlineData("2.22.0", "3.4 or newer")]
    public async Task A_server_that_is_too_old_is_named(string version, string expected)
    {
        await using var server = await FakeMlflowServer.StartAsync(version);
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(1);

        await Eventually.TrueAsync(() => fixture.Said.Count > 0);

        fixture.Said[0].ShouldContain(version);
        fixture.Said[0].ShouldContain(expected);
        fixture.Statistics.Pending.ShouldBe(1);
    }

    [Fact]
    public async Task A_lasting_500_costs_no_trace()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(40, 500, pathPrefix: Spans, body: "Internal Server Error");
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(100);

        await Eventually.TrueAsync(() => fixture.Statistics.Delivered == 100);

        fixture.Statistics.Dropped.ShouldBe(0);
        fixture.DeadLetters.ShouldBeEmpty();
        fixture.Said.ShouldContain(message => message.Contains("fails at everything"));
    }

    [Fact]
    public async Task Infos_wait_for_credentials_too()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(1, 401, pathPrefix: Infos);
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(1);
        await Eventually.TrueAsync(() => fixture.Said.Count > 0);

        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        fixture.Statistics.InfosDelivered.ShouldBe(1);
    }

    [Fact]
    public async Task An_info_that_is_refused_is_counted()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(1, 400, pathPrefix: Infos, body: """{"error_code":"INVALID_PARAMETER_VALUE","message":"no"}""");
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(2);

        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        fixture.Statistics.InfosDropped.ShouldBe(1);
        fixture.Statistics.InfosDelivered.ShouldBe(1);
        fixture.Statistics.Delivered.ShouldBe(2);
        fixture.Check();
    }

    [Fact]
    public async Task Spans_refused_out_of_a_delivered_trace_are_counted()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        // The trace of two spans, then its first half.
        server.FailNext(2, 400, pathPrefix: Spans, body: """{"error_code":"INVALID_PARAMETER_VALUE","message":"no"}""");
        await using var fixture = ServerFixture.On(server);
        var root = Some.Span("root");
        fixture.Pipeline.Accept(Some.Recorded() with { TraceId = root.TraceId, Spans = [Some.Span("bad", parent: root), root], Root = root }).ShouldBeTrue();

        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        (fixture.Statistics.Delivered, fixture.Statistics.Dropped, fixture.Statistics.SpansRejected).ShouldBe((1, 0, 1));
        fixture.DeadLetters.ShouldHaveSingleItem().Spans.Spans.ShouldHaveSingleItem().Name.ShouldBe("bad");
    }

    [Fact]
    public async Task Shutdown_stops_the_infos_and_counts_those_that_waited_while_reading_goes_on()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await using var fixture = ServerFixture.On(server);
        var held = server.HoldAnswers(Infos);
        fixture.AcceptMany(5);
        await Eventually.TrueAsync(() => fixture.Statistics.Delivered == 5 && server.Requests.Any(request => request.Path == Infos));

        await fixture.Pipeline.ShutdownAsync(TimeSpan.Zero);
        held.Dispose();

        (fixture.Statistics.InfosPending, fixture.Statistics.InfosDropped).ShouldBe((0, 5));
        await fixture.Sink.GetAsync("tr-1", Token);
        server.Requests.Count(request => request is { Method: "POST", Path: Infos }).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_cannot_read_spans_back_gets_them_as_an_artifact_too()
    {
        await using var server = await FakeMlflowServer.StartAsync("3.4.0");
        server.FailNext(1, 200, pathPrefix: Infos, body: """{"trace":{"trace_info":{"tags":{"mlflow.artifactLocation":"mlflow-artifacts:/0/traces/tr-1/artifacts"}}}}""");
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(1);

        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        var upload = server.Requests[^1];
        (upload.Method, upload.Path).ShouldBe(("PUT", "/api/2.0/mlflow-artifacts/artifacts/0/traces/tr-1/artifacts/traces.json"));
        upload.Header("Content-Length").ShouldNotBeNull();
        TracesJson.Read(upload.Body).ShouldHaveSingleItem().Name.ShouldBe("answer");
        fixture.Statistics.InfosDelivered.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_before_3_6_gets_one_trace_a_request()
    {
        await using var server = await FakeMlflowServer.StartAsync("3.4.0");
        await using var fixture = ServerFixture.On(server);
        fixture.AcceptMany(4);

        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        server.Requests.Count(request => request.Path == Spans).ShouldBe(4);
    }

    [Theory]
    [InlineData("3.17.2", TraceInfoMode.Auto, true)]
    [InlineData("3.17.2", TraceInfoMode.Always, false)]
    [InlineData("3.6.0", TraceInfoMode.Auto, false)]
    public async Task Infos_are_left_out_only_under_a_backlog_where_the_server_needs_none(string version, TraceInfoMode mode, bool leavesOut)
    {
        await using var server = await FakeMlflowServer.StartAsync(version);

        await using var fixture = ServerFixture.On(server, options => options.TraceInfo = mode);
        fixture.AcceptMany(600);

        (await fixture.Pipeline.FlushAsync(Token)).ShouldBeTrue();

        fixture.Statistics.Delivered.ShouldBe(600);
        (fixture.Statistics.InfosDelivered + fixture.Statistics.InfosLeftOut).ShouldBe(600);
        if (leavesOut) fixture.Statistics.InfosLeftOut.ShouldBeGreaterThan(0);
        else fixture.Statistics.InfosLeftOut.ShouldBe(0);
    }
}
