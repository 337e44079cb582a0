using MlflowAutolog.EndToEnd.Tests.Support;
using MlflowAutolog.TestSupport.Goldens;
using MlflowAutolog.TestSupport.Processes;
using MlflowAutolog.TestSupport.Servers;

namespace MlflowAutolog.EndToEnd.Tests.Distributed;

/// <summary>Processes that trace to one experiment of one MLflow, and what it has of them.</summary>
internal sealed class Services : IAsyncDisposable
{
    private readonly Sandbox _sandbox = new();
    private readonly List<ChildProcess> _running = [];
    private readonly HttpClient _client = new() { Timeout = Programs.Limit };
    private readonly MlflowTracer _reader;

    private Services(IMlflowServer server, string experiment)
    {
        (Server, Experiment) = (server, experiment);
        var options = new MlflowOptions { TrackingUri = server.Uri, ExperimentId = experiment };
        _sandbox.Configure(options);
        _reader = new MlflowTracer(options);
    }

    public IMlflowServer Server { get; }

    public string Experiment { get; }

    public static async Task<Services> StartAsync()
    {
        var server = await MlflowServers.StartAsync();
        using var stored = new StoredTraces(server);
        return new Services(server, await stored.NewExperimentAsync());
    }

    /// <summary>Starts a .NET service in a process of its own.</summary>
    /// <returns>Its address.</returns>
    public async Task<Uri> StartDotNetAsync(params IEnumerable<(string Name, string? Value)> variables)
        => await ListensAsync(ChildProcess.Start(
            Programs.App, ["serve"], _sandbox.Environment([("MLFLOW_TRACKING_URI", Server.Uri), ("MLFLOW_EXPERIMENT_ID", Experiment), ("NO_PROXY", "127.0.0.1"), .. variables])));

    /// <summary>Starts a Python program that says on which address it listens.</summary>
    public async Task<Uri> StartPythonAsync(string program) => await ListensAsync(MlflowPython.Start(program, Server, Experiment));

    /// <summary>Runs a Python program to its end.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> RunPythonAsync(string program, params IEnumerable<(string Name, string Value)> variables)
    {
        await using var python = MlflowPython.Start(program, Server, Experiment, variables);
        (await python.WaitForExitAsync(Programs.Limit)).ShouldBe(0, python.Error);
        return python.Output.Trim();
    }

    public async Task<string> GetAsync(Uri address, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The trace, when as many spans of it are stored and its root has had its say: two processes send at once, and the last of it is the trace info.</summary>
    public async Task<MlflowTrace> ReadAsync(string traceId, int spans)
    {
        MlflowTrace? trace = null;
        await Eventually.TrueAsync(
            async () => (trace = await _reader.GetTraceAsync(traceId)) is { Info.State: not TraceState.InProgress } found && found.Spans.Count >= spans,
            Programs.Limit,
            () => $"{traceId}: {trace?.Info.State} {string.Join(", ", trace?.Spans.Select(span => span.Name) ?? [])}");
        trace!.Spans.Count.ShouldBe(spans);
        return trace;
    }

    /// <summary>All traces of the experiment in the form of a golden, oldest first.</summary>
    public async Task<System.Text.Json.Nodes.JsonArray> AllAsync()
    {
        using var stored = new StoredTraces(Server);
        return await stored.ReadAsync(Experiment);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _running) await process.DisposeAsync();
        await _reader.DisposeAsync();
        _client.Dispose();
        _sandbox.Dispose();
    }

    private async Task<Uri> ListensAsync(ChildProcess service)
    {
        const string Says = "listening ";
        _running.Add(service);
        await service.WaitForOutputAsync(Says, Programs.Limit);
        var line = service.Output.Split('\n').First(line => line.StartsWith(Says, StringComparison.Ordinal));
        return new Uri(line[Says.Length..].Trim());
    }
}
