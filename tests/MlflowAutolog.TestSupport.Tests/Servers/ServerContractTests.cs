using System.Net;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Servers;
using Shouldly;
using Xunit;

namespace MlflowAutolog.TestSupport.Tests.Servers;

/// <summary>The same questions to the real server and to its stand-in: so the stand-in is no fiction.</summary>
public sealed class ServerContractTests : IDisposable
{
    private readonly HttpClient _client = new();

    public static TheoryData<string, bool> Servers => new()
    {
        { MlflowServers.Latest, true },
        { MlflowServers.Latest, false },
        { MlflowServers.Oldest, true },
        { MlflowServers.Oldest, false },
    };

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_trace_of_spans_and_info_reads_back(string version, bool real)
    {
        var (uri, experiment) = await StartAsync(version, real);
        var hex = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        var root = OneSpan.Of(hex, "00000000000000a1", null,
            ("mlflow.spanType", OneSpan.Text("CHAIN")),
            ("mlflow.spanInputs", OneSpan.Map(("messages", OneSpan.Text("plain")), ("n", OneSpan.Integer(3)))),
            ("mlflow.spanOutputs", OneSpan.Text("Grüße")),
            ("empty", new()));
        var child = OneSpan.Of(hex, "00000000000000a2", "00000000000000a1", ("mlflow.chat.tokenUsage",
            OneSpan.Map(("input_tokens", OneSpan.Integer(4)), ("output_tokens", OneSpan.Integer(1)), ("total_tokens", OneSpan.Integer(5)))));
        await ExpectAsync(OneSpan.Request(uri, experiment, root, child), 200);
        await ExpectAsync(OneSpan.Info(uri, $$$$"""
            {"trace":{"trace_info":{"trace_id":"tr-{{{{hex}}}}","trace_location":{"type":"MLFLOW_EXPERIMENT","mlflow_experiment":{"experiment_id":"{{{{experiment}}}}"}},
            "request_time":"2026-09-21T14:13:20.500Z","execution_duration":"1.25s","state":"ERROR","client_request_id":"order-1",
            "trace_metadata":{"mlflow.trace_schema.version":"3","mlflow.trace.session":"s","mlflow.trace.tokenUsage":"{\"input_tokens\": 4, \"output_tokens\": 1, \"total_tokens\": 5}"},
            "tags":{"mlflow.traceName":"Answer"},"request_preview":"Q"}}}
            """), 200);

        var info = (await GetAsync($"{uri}/api/3.0/mlflow/traces/tr-{hex}"))["trace"]!["trace_info"]!;
        info["state"]!.ToString().ShouldBe("ERROR");
        info["client_request_id"]!.ToString().ShouldBe("order-1");
        info["request_time"]!.ToString().ShouldBe("2026-09-21T14:13:20.500Z");
        info["execution_duration"]!.ToString().ShouldBe("1.250s");
        info["request_preview"]!.ToString().ShouldBe("Q");
        info["response_preview"]?.ToString().ShouldBe(version == MlflowServers.Oldest ? null : "\"Grüße\"");
        info["tags"]!["mlflow.traceName"]!.ToString().ShouldBe("Answer");
        info["tags"]!["mlflow.trace.spansLocation"]!.ToString().ShouldBe("TRACKING_STORE");
        info["tags"]!["mlflow.artifactLocation"]!.ToString().ShouldBe($"mlflow-artifacts:/{experiment}/traces/tr-{hex}/artifacts");
        info["trace_metadata"]!["mlflow.trace.session"]!.ToString().ShouldBe("s");
        JsonNode.Parse(info["trace_metadata"]!["mlflow.trace.tokenUsage"]!.ToString())!["total_tokens"]!.GetValue<int>().ShouldBe(5);

        var spans = (await GetAsync($"{uri}/ajax-api/2.0/mlflow/get-trace-artifact?request_id=tr-{hex}"))["spans"]!.AsArray();
        spans.Count.ShouldBe(2);
        var stored = spans.Single(span => span!["parent_span_id"] is null)!;
        stored["trace_id"]!.ToString().ShouldBe(Convert.ToBase64String(Convert.FromHexString(hex)));
        stored["status"]!["code"]!.ToString().ShouldBe("STATUS_CODE_OK");
        stored["start_time_unix_nano"]!.GetValue<long>().ShouldBe(1_790_000_000_000_000_000);
        stored["attributes"]!["mlflow.spanInputs"]!.ToString().ShouldBe("""{"messages": "plain", "n": 3}""");
        JsonNode.Parse(stored["attributes"]!["mlflow.spanOutputs"]!.ToString())!.ToString().ShouldBe("Grüße");
        stored["attributes"]!["mlflow.traceRequestId"]!.ToString().ShouldBe($"\"tr-{hex}\"");
        stored["attributes"]!["empty"]!.ToString().ShouldBe("null");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task JSON_in_a_string_loses_a_layer_from_3_17_on_only(string version, bool real)
    {
        var (uri, experiment) = await StartAsync(version, real);
        var hex = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        await ExpectAsync(OneSpan.Request(uri, experiment, OneSpan.Of(hex, "00000000000000a1", null,
            ("object", OneSpan.Text("{\"a\":1}")), ("number", OneSpan.Text("12")), ("broken", OneSpan.Text("{a")))), 200);
        var attributes = (await GetAsync($"{uri}/ajax-api/2.0/mlflow/get-trace-artifact?request_id=tr-{hex}"))["spans"]![0]!["attributes"]!;
        JsonNode.Parse(attributes["object"]!.ToString())!.GetValueKind().ShouldBe(
            version == MlflowServers.Oldest ? System.Text.Json.JsonValueKind.String : System.Text.Json.JsonValueKind.Object);
        attributes["number"]!.ToString().ShouldBe("\"12\"");
        attributes["broken"]!.ToString().ShouldBe("\"{a\"");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Usage_of_an_ancestor_hides_that_of_its_descendants_from_3_17_on(string version, bool real)
    {
        if (version == MlflowServers.Oldest) return;
        var (uri, experiment) = await StartAsync(version, real);
        var hex = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        await ExpectAsync(OneSpan.Request(uri, experiment,
            OneSpan.Of(hex, "00000000000000a1"),
            OneSpan.Of(hex, "00000000000000a2", "00000000000000a1", Usage(30, 3)),
            OneSpan.Of(hex, "00000000000000a3", "00000000000000a2", Usage(10, 1)),
            OneSpan.Of(hex, "00000000000000a4", "00000000000000a1", Usage(5, 2))), 200);
        var metadata = (await GetAsync($"{uri}/api/3.0/mlflow/traces/tr-{hex}"))["trace"]!["trace_info"]!["trace_metadata"]!;
        JsonNode.DeepEquals(JsonNode.Parse(metadata["mlflow.trace.tokenUsage"]!.ToString()),
            new JsonObject { ["input_tokens"] = 35, ["output_tokens"] = 5, ["total_tokens"] = 40 }).ShouldBeTrue(metadata.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Root_attributes_become_facts_of_the_trace_from_3_17_on(string version, bool real)
    {
        var (uri, experiment) = await StartAsync(version, real);
        var hex = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        await ExpectAsync(OneSpan.Request(uri, experiment, OneSpan.Of(hex, "00000000000000a1", null,
            ("mlflow.traceTag.mlflow.traceName", OneSpan.Text("Name")), ("mlflow.traceTag.k", OneSpan.Text("v")),
            ("session.id", OneSpan.Text("s-1")), ("user.id", OneSpan.Text("u-1")))), 200);
        var info = (await GetAsync($"{uri}/api/3.0/mlflow/traces/tr-{hex}"))["trace"]!["trace_info"]!;
        if (version == MlflowServers.Oldest)
        {
            info["tags"]!["mlflow.traceName"].ShouldBeNull();
            return;
        }

        info["tags"]!["mlflow.traceName"]!.ToString().ShouldBe("Name");
        info["tags"]!["k"]!.ToString().ShouldBe("v");
        info["trace_metadata"]!["mlflow.trace.session"]!.ToString().ShouldBe("s-1");
        info["trace_metadata"]!["mlflow.trace.user"]!.ToString().ShouldBe("u-1");
        info["state"]!.ToString().ShouldBe("OK");
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Requests_that_MLflow_refuses_are_refused(string version, bool real)
    {
        var (uri, experiment) = await StartAsync(version, real);
        var hex = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        var isOldest = version == MlflowServers.Oldest;
        var span = OneSpan.Of(hex, "00000000000000a1");
        await ExpectAsync(OneSpan.Request(uri, null, span), 422);
        await ExpectAsync(OneSpan.Request(uri, "999999", span), isOldest ? 422 : 404);
        await ExpectAsync(OneSpan.Request(uri, experiment, "garbage!"u8.ToArray()), 400);
        await ExpectAsync(OneSpan.Request(uri, experiment, Array.Empty<byte>()), 400);
        var wrongType = OneSpan.Request(uri, experiment, span);
        wrongType.Content!.Headers.ContentType = new("text/plain");
        await ExpectAsync(wrongType, 400);
        var withParameter = OneSpan.Request(uri, experiment, span);
        withParameter.Content!.Headers.ContentType!.CharSet = "utf-8";
        await ExpectAsync(withParameter, isOldest ? 400 : 200);
        var chunked = OneSpan.Info(uri, "{\"trace\":{}}");
        chunked.Headers.TransferEncodingChunked = true;
        await ExpectAsync(chunked, 400);
        (await _client.GetAsync($"{uri}/api/3.0/mlflow/traces/tr-{new string('0', 31)}1", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await _client.GetAsync($"{uri}/api/2.0/mlflow/experiments/get-by-name?experiment_name=none", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static (string, OpenTelemetry.Proto.Common.V1.AnyValue) Usage(int input, int output) => ("mlflow.chat.tokenUsage", OneSpan.Map(
        ("input_tokens", OneSpan.Integer(input)), ("output_tokens", OneSpan.Integer(output)), ("total_tokens", OneSpan.Integer(input + output))));

    private async Task<(string Uri, string Experiment)> StartAsync(string version, bool real)
    {
        IMlflowServer server = real ? await MlflowServers.StartAsync(version) : await FakeMlflowServer.StartAsync(version);
        if (real && !server.IsReal) Assert.Skip("no real MLflow here");
        (await _client.GetStringAsync(server.Uri + "/version", TestContext.Current.CancellationToken)).ShouldBe(version);
        using var create = new HttpRequestMessage(HttpMethod.Post, server.Uri + "/api/2.0/mlflow/experiments/create")
        {
            Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes($$"""{"name":"{{Guid.NewGuid()}}"}""")) { Headers = { ContentType = new("application/json") } },
        };
        using var response = await _client.SendAsync(create, TestContext.Current.CancellationToken);
        var id = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["experiment_id"]!.ToString();
        return (server.Uri, id);
    }

    private async Task ExpectAsync(HttpRequestMessage request, int status)
    {
        using (request)
        {
            using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private async Task<JsonNode> GetAsync(string uri)
        => JsonNode.Parse(await _client.GetStringAsync(uri, TestContext.Current.CancellationToken))!;
}
