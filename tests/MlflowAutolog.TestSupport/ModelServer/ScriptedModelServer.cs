using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using MlflowAutolog.TestSupport.Hosting;

namespace MlflowAutolog.TestSupport.ModelServer;

/// <summary>A model API on the loopback address that replays a script and records what it was asked.</summary>
public sealed class ScriptedModelServer : IAsyncDisposable
{
    /// <summary>The status of a request that the script has no reply for.</summary>
    public const int NothingFits = 599;

    private readonly ModelScript _script;
    private readonly ConcurrentQueue<ModelExchange> _exchanges = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentQueue<string> _abandoned = new();
    private readonly CancellationTokenSource _stopping = new();
    private LoopbackHost? _host;

    private ScriptedModelServer(ModelScript script) => _script = script;

    /// <summary>The server's address, without a path.</summary>
    public Uri Uri => _host!.Uri;

    /// <summary>The requests so far, in order of arrival.</summary>
    public IReadOnlyList<ModelExchange> Exchanges => [.. _exchanges];

    /// <summary>What did not go by the script.</summary>
    public IReadOnlyList<string> Failures => [.. _failures];

    /// <summary>Paths whose callers went away before their reply was over.</summary>
    public IReadOnlyList<string> Abandoned => [.. _abandoned];

    public static async Task<ScriptedModelServer> StartAsync(ModelScript script)
    {
        var server = new ScriptedModelServer(script);
        server._host = await LoopbackHost.StartAsync(server.HandleAsync, connection: RecordedConnection.Record);
        return server;
    }

    public static Task<ScriptedModelServer> StartAsync(params IEnumerable<ScriptedReply> replies) => StartAsync(new ModelScript(replies));

    /// <summary>Throws when a request found no reply, or a reply no request.</summary>
    public void VerifyScriptWasFollowed()
    {
        var left = _script.Left.Select(reply => $"no request took the reply for {reply.Path ?? "any path"} with status {reply.Status}");
        string[] wrong = [.. Failures, .. left];
        if (wrong.Length > 0) throw new InvalidOperationException("The model server's script was not followed: " + string.Join("; ", wrong));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_host is not null) await _host.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var connection = (RecordedConnection)context.Features.Get<IConnectionItemsFeature>()!.Items[typeof(RecordedConnection)]!;
        var reply = _script.Next(context.Request.Path, body.GetBuffer().AsSpan(0, (int)body.Length));
        Record(context.Request, body.ToArray(), connection.TakeInput(), reply?.Status ?? NothingFits);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, context.RequestAborted);
        try
        {
            await ReplyWriter.WriteAsync(reply ?? Unscripted(context.Request), context.Response, connection, ended.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The caller went away, or the test is over: a timeout or a stream left early is what some scripts are for.
            if (context.RequestAborted.IsCancellationRequested) _abandoned.Enqueue(context.Request.Path);
        }
    }

    private void Record(HttpRequest request, byte[] body, byte[] raw, int status) => _exchanges.Enqueue(new ModelExchange
    {
        Method = request.Method,
        Path = request.Path,
        Query = request.QueryString.Value ?? "",
        Headers = ModelExchange.ReadHeaders(raw),
        Body = body,
        Raw = raw,
        Status = status,
    });

    private ScriptedReply Unscripted(HttpRequest request)
    {
        var failure = $"no reply fits {request.Method} {request.Path}";
        _failures.Enqueue(failure);
        return ScriptedReply.Text(failure, "text/plain", NothingFits);
    }
}
