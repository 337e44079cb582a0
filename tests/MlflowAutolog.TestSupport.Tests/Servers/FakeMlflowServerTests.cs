using System.Net;
using MlflowAutolog.TestSupport.Servers;
using Shouldly;
using Xunit;

namespace MlflowAutolog.TestSupport.Tests.Servers;

/// <summary>What only the stand-in can do: fail on request, and be strict where MLflow loses data without a word.</summary>
public sealed class FakeMlflowServerTests : IDisposable
{
    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task The_next_requests_fail_as_asked_and_the_one_after_succeeds()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.FailNext(2, 503, new Dictionary<string, string> { ["Retry-After"] = "7" }, "/version");
        (await StatusAsync(server, "/health")).ShouldBe(HttpStatusCode.OK);
        using (var response = await _client.GetAsync(server.Uri + "/version", TestContext.Current.CancellationToken))
        {
            response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        }

        (await StatusAsync(server, "/version")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(server, "/version")).ShouldBe(HttpStatusCode.OK);
        server.Requests.Select(request => request.Path).ShouldBe(["/health", "/version", "/version", "/version"]);
    }

    [Fact]
    public async Task A_stopped_server_refuses_connections_and_keeps_what_it_stored()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await SendAsync(server, OneSpan.Request(server.Uri, "0", OneSpan.Of(new string('a', 32), "00000000000000a1")), 200);
        await server.StopAsync();
        await Should.ThrowAsync<HttpRequestException>(() => StatusAsync(server, "/health"));
        await server.ResumeAsync();
        (await StatusAsync(server, $"/api/3.0/mlflow/traces/tr-{new string('a', 32)}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_lost_answer_does_not_undo_the_request()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.LoseNextAnswers(1, "/v1/traces");
        using var request = OneSpan.Request(server.Uri, "0", OneSpan.Of(new string('a', 32), "00000000000000a1"));
        await Should.ThrowAsync<HttpRequestException>(() => _client.SendAsync(request, TestContext.Current.CancellationToken));
        (await StatusAsync(server, $"/api/3.0/mlflow/traces/tr-{new string('a', 32)}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Held_answers_come_when_they_are_released()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        var hold = server.HoldAnswers();
        var pending = StatusAsync(server, "/health");
        await TestSupport.Processes.Eventually.TrueAsync(() => server.Requests.Count == 1);
        pending.IsCompleted.ShouldBeFalse();
        hold.Dispose();
        (await pending).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_credentials_are_refused()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        server.RequiredAuthorization = "Bearer right";
        (await StatusAsync(server, "/version")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(server, "/health")).ShouldBe(HttpStatusCode.OK);
        _client.DefaultRequestHeaders.Authorization = new("Bearer", "right");
        (await StatusAsync(server, "/version")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("\"request_time\":\"2026-09-21 10:11:12\"")]
    [InlineData("\"request_time\":\"2026-09-21T10:11:12Z\",\"execution_duration\":1.5")]
    [InlineData("\"request_time\":\"2026-09-21T10:11:12Z\",\"execution_duration\":\"PT1S\"")]
    [InlineData("\"request_time\":\"2026-09-21T10:11:12Z\",\"trace_metadata\":{\"k\":5}")]
    [InlineData("\"request_time\":\"2026-09-21T10:11:12Z\",\"tags\":{\"k\":null}")]
    [InlineData("\"request_time\":\"2026-09-21T10:11:12Z\",\"state\":\"BAD\"")]
    public async Task What_MLflow_would_cut_off_without_a_word_is_refused(string fields)
    {
        await using var server = await FakeMlflowServer.StartAsync();
        await SendAsync(server, OneSpan.Info(server.Uri, $$$$"""
            {"trace":{"trace_info":{"trace_id":"tr-{{{{new string('a', 32)}}}}","trace_location":{"type":"MLFLOW_EXPERIMENT","mlflow_experiment":{"experiment_id":"0"}},{{{{fields}}}}}}}
            """), 400);
    }

    [Fact]
    public async Task An_info_without_spans_leaves_the_place_of_the_spans_to_the_artifact()
    {
        await using var server = await FakeMlflowServer.StartAsync();
        var id = "tr-" + new string('b', 32);
        await SendAsync(server, OneSpan.Info(server.Uri, $$$$"""
            {"trace":{"trace_info":{"trace_id":"{{{{id}}}}","trace_location":{"type":"MLFLOW_EXPERIMENT","mlflow_experiment":{"experiment_id":"0"}},"request_time":"2026-09-21T10:11:12Z","state":"OK"}}}
            """), 200);
        (await StatusAsync(server, "/ajax-api/2.0/mlflow/get-trace-artifact?request_id=" + id)).ShouldBe(HttpStatusCode.NotFound);
        using var upload = new HttpRequestMessage(HttpMethod.Put, $"{server.Uri}/api/2.0/mlflow-artifacts/artifacts/0/traces/{id}/artifacts/traces.json")
        {
            Content = new ByteArrayContent("""{"spans":[]}"""u8.ToArray()),
        };
        using var response = await _client.SendAsync(upload, TestContext.Current.CancellationToken);
        (await _client.GetStringAsync(server.Uri + "/ajax-api/2.0/mlflow/get-trace-artifact?request_id=" + id, TestContext.Current.CancellationToken)).ShouldBe("""{"spans":[]}""");
    }

    [Fact]
    public async Task Without_a_real_server_CI_fails_and_others_get_the_stand_in()
    {
        static string? InCi(string name) => name == "CI" ? "true" : null;
        await Should.ThrowAsync<InvalidOperationException>(() => MlflowServers.StartAsync(MlflowServers.Latest, InCi, []));
        var server = await MlflowServers.StartAsync(MlflowServers.Latest, _ => null, []);
        server.IsReal.ShouldBeFalse();
        await ((FakeMlflowServer)server).DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_runs_already_is_used_when_its_version_is_the_wanted_one()
    {
        await using var running = await FakeMlflowServer.StartAsync();
        string? Given(string name) => name == "MLFLOW_TEST_TRACKING_URI" ? running.Uri + "/" : null;
        var server = await MlflowServers.StartAsync(MlflowServers.Latest, Given, []);
        server.Uri.ShouldBe(running.Uri);
        server.IsReal.ShouldBeTrue();
        (await MlflowServers.StartAsync(MlflowServers.Oldest, Given, [])).IsReal.ShouldBeFalse();
    }

    private async Task<HttpStatusCode> StatusAsync(FakeMlflowServer server, string path)
    {
        using var response = await _client.GetAsync(server.Uri + path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task SendAsync(FakeMlflowServer server, HttpRequestMessage request, int status)
    {
        using (request)
        {
            using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBe(status, $"{server.Uri}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
    }
}
