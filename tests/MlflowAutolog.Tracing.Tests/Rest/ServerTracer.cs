using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.TestSupport.Servers;
using MlflowAutolog.Tracing.Tests.Delivery;

namespace MlflowAutolog.Tracing.Tests.Rest;

/// <summary>A tracer as an application has it, on a server, and the requests that it made.</summary>
internal sealed class ServerTracer : IAsyncDisposable
{
    private readonly TemporaryFolder _state = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly HttpClient _client;

    public ServerTracer(IMlflowServer server, string? experiment = null, Action<MlflowOptions>? configure = null)
    {
        _client = new HttpClient { BaseAddress = new Uri(server.Uri + "/") };
        Experiment = experiment ?? $"search-{Guid.NewGuid():n}";
        var options = new MlflowOptions
        {
            TrackingUri = server.Uri,
            Experiment = Experiment,
            Environment = name => name == "XDG_STATE_HOME" ? _state.Path : null,
            HttpHandler = () => new CountingHandler(_requests),
        };
        configure?.Invoke(options);
        Tracer = new MlflowTracer(options);
    }

    public string Experiment { get; }

    public MlflowTracer Tracer { get; }

    /// <summary>On the real server of that version; the test is skipped where there is none.</summary>
    public static async Task<ServerTracer> OnRealAsync(string version = MlflowServers.Latest, string? experiment = null, Action<MlflowOptions>? configure = null)
    {
        var server = await MlflowServers.StartAsync(version);
        if (!server.IsReal) Assert.Skip("no real MLflow here");
        return new ServerTracer(server, experiment, configure);
    }

    public async Task<string> ExperimentIdAsync()
        => (await Tracer.GetExperimentByNameAsync(Experiment, TestContext.Current.CancellationToken)).ShouldNotBeNull().ExperimentId;

    /// <summary>How many requests to such a path were made since the last time.</summary>
    public int Requests(string pathPart)
    {
        var count = _requests.Count(request => request.Contains(pathPart, StringComparison.Ordinal));
        _requests.Clear();
        return count;
    }

    /// <summary>Calls the server beside the tracer.</summary>
    public async Task<JsonNode> PostAsync(string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var reply = await _client.PostAsync(path, content);
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
        return (await reply.Content.ReadFromJsonAsync<JsonNode>()).ShouldNotBeNull();
    }

    public async Task<JsonNode> GetAsync(string path) => (await _client.GetFromJsonAsync<JsonNode>(path)).ShouldNotBeNull();

    public async Task FlushAsync() => (await Tracer.FlushAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();

    public async ValueTask DisposeAsync()
    {
        await Tracer.DisposeAsync();
        _client.Dispose();
        _state.Dispose();
    }
}
