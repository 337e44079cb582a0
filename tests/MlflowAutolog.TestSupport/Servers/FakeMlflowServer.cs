using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using MlflowAutolog.TestSupport.Hosting;
using MlflowAutolog.TestSupport.Servers.StandIn;

namespace MlflowAutolog.TestSupport.Servers;

/// <summary>An in-process stand-in for MLflow: it decodes what a client sends, keeps it in memory, and fails on request.</summary>
/// <remarks>As strict as the real server where that answers with an error, stricter where that loses data without one.</remarks>
public sealed class FakeMlflowServer : IMlflowServer, IAsyncDisposable
{
    private readonly ConcurrentQueue<MlflowRequest> _requests = new();
    private readonly Faults _faults = new();
    private readonly Routes _routes;
    private LoopbackHost? _host;

    private FakeMlflowServer(string version)
    {
        Version = version;
        _routes = new Routes(new Store(), version);
    }

    public string Uri { get; private set; } = "";

    public bool IsReal => false;

    public string Version { get; }

    /// <summary>When set, every request but <c>/health</c> needs this <c>Authorization</c> header.</summary>
    public string? RequiredAuthorization { get; set; }

    /// <summary>Everything that arrived, in order, also what was answered with a fault.</summary>
    public IReadOnlyList<MlflowRequest> Requests => [.. _requests];

    /// <param name="version">What it says it is.</param>
    /// <param name="port">0 = a free one.</param>
    public static async Task<FakeMlflowServer> StartAsync(string version = MlflowServers.Latest, int port = 0)
    {
        var server = new FakeMlflowServer(version);
        await server.ListenAsync(port);
        return server;
    }

    /// <summary>Answers the next requests (to paths that start with <paramref name="pathPrefix"/>) with this status instead of doing what they ask.</summary>
    public void FailNext(int count, int status, IReadOnlyDictionary<string, string>? headers = null, string pathPrefix = "/", string body = "")
        => _faults.Add(new Fault(pathPrefix, count) { Status = status, Headers = headers ?? new Dictionary<string, string>(), Body = body });

    /// <summary>From now on nothing fails any more that was to.</summary>
    public void Heal() => _faults.Clear();

    /// <summary>Does what the next requests ask, and drops the connection in place of the answer.</summary>
    public void LoseNextAnswers(int count, string pathPrefix = "/")
        => _faults.Add(new Fault(pathPrefix, count) { LosesAnswer = true });

    /// <summary>Holds the answers of all requests that arrive from now on, until the result is disposed.</summary>
    public IDisposable HoldAnswers(string pathPrefix = "/") => _faults.Hold(pathPrefix);

    /// <summary>From now on connections are refused, until <see cref="ResumeAsync"/>. What was stored stays.</summary>
    public async Task StopAsync()
    {
        if (_host is null) return;
        await _host.DisposeAsync();
        _host = null;
    }

    /// <summary>Listens again, on the same port.</summary>
    public Task ResumeAsync() => ListenAsync(new Uri(Uri).Port);

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ListenAsync(int port)
    {
        _host = await LoopbackHost.StartAsync(HandleAsync, port);
        Uri = _host.Uri.GetLeftPart(UriPartial.Authority);
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = await MlflowRequest.ReadAsync(context.Request);
        _requests.Enqueue(request);
        await _faults.WaitAsync(request.Path, context.RequestAborted);
        var fault = _faults.Take(request.Path);
        var answer = fault is { LosesAnswer: false } ? fault.Answer : Answer(request);
        if (fault is { LosesAnswer: true })
            context.Abort();
        else
            await answer.WriteAsync(context.Response);
    }

    private Answer Answer(MlflowRequest request)
    {
        if (RequiredAuthorization is not null && request.Path != "/health" && request.Header("Authorization") != RequiredAuthorization)
            return StandIn.Answer.Text("You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html#authenticating-to-mlflow on how to authenticate.", 401);
        return _routes.Answer(request);
    }
}
