using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using MlflowAutolog.TestSupport.ModelServer;
using OpenAI.Chat;

namespace MlflowAutolog.OpenAI.Tests.Support;

/// <summary>A call and what comes of it.</summary>
internal sealed record Scenario(IReadOnlyList<ScriptedReply> Replies, Func<ChatClient, CancellationToken, Task<string>> RunAsync)
{
    private const string Body = """{"model":"m","messages":[{"role":"user","content":"Hi"}]}""";
    private static readonly ChatMessage[] Hi = [new UserChatMessage("Hi")];

    public static IReadOnlyDictionary<string, Scenario> All { get; } = new Dictionary<string, Scenario>
    {
        ["ok"] = new([Support.Replies.Ok], AskAsync),
        ["ok, synchronous"] = new([Support.Replies.Ok], (client, token) => Task.FromResult(client.CompleteChat(Hi, cancellationToken: token).Value.Content[0].Text)),
        ["protocol"] = new([Support.Replies.Ok], (client, _) => ProtocolAsync(client, new RequestOptions())),
        ["protocol, synchronous"] = new([Support.Replies.Ok], (client, _) => Task.FromResult(client.CompleteChat(BinaryContent.Create(BinaryData.FromString(Body))).GetRawResponse().Content.ToString())),
        ["protocol, error not thrown"] = new([Support.Replies.Refused], (client, _) => ProtocolAsync(client, new RequestOptions { ErrorOptions = ClientErrorBehaviors.NoThrow })),
        ["protocol, never read"] = new([Support.Replies.Stream], NeverReadAsync),
        ["400"] = new([Support.Replies.Refused], AskAsync),
        ["400, synchronous"] = new([Support.Replies.Refused], (client, token) => Task.FromResult(client.CompleteChat(Hi, cancellationToken: token).Value.Content[0].Text)),
        ["no JSON"] = new([ScriptedReply.Text("<html>Gateway</html>", "text/html", 404)], AskAsync),
        ["503, then ok"] = new([Support.Replies.Busy, Support.Replies.Busy, Support.Replies.Ok], AskAsync) { Retries = 3 },
        ["503, then ok, synchronous"] = new([Support.Replies.Busy, Support.Replies.Ok], (client, token) => Task.FromResult(client.CompleteChat(Hi, cancellationToken: token).Value.Content[0].Text)) { Retries = 3 },
        ["503 to the last"] = new([Support.Replies.Busy, Support.Replies.Busy], AskAsync) { Retries = 1 },
        ["no JSON, 200"] = new([ScriptedReply.Text("<html>Proxy</html>", "text/html")], AskAsync),
        ["broken JSON, 200"] = new([ScriptedReply.Json("""{"id":"c1","choices":[{"index":0""")], AskAsync),
        ["500 without a body"] = new([ScriptedReply.Text("", "text/plain", 500)], AskAsync),
        ["422 in FastAPI's words"] = new([ScriptedReply.Json("""{"detail":[{"loc":["body","n"],"msg":"Not a number"}]}""", 422)], AskAsync),
        ["400 of Azure's filter"] = new([ScriptedReply.Json("""{"error":{"code":"content_filter","message":"Filtered.","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", 400)], AskAsync),
        ["refused"] = new([], AskAsync) { Address = static _ => new Uri("http://127.0.0.1:9") },
        ["no such host"] = new([], AskAsync) { Address = static _ => new Uri("http://no-such-host.invalid") },
        ["no TLS"] = new([], AskAsync) { Address = static server => new UriBuilder(server) { Scheme = "https" }.Uri },
        ["cancelled"] = new([Support.Replies.Ok with { Delay = TimeSpan.FromMinutes(1) }], CancelAsync),
        ["time is up"] = new([Support.Replies.Ok with { Delay = TimeSpan.FromMinutes(1) }], AskAsync) { Timeout = TimeSpan.FromSeconds(0.3) },
        ["stream"] = new([Support.Replies.Stream], (client, token) => StreamAsync(client, int.MaxValue, token)),
        ["stream, synchronous"] = new([Support.Replies.Stream], Stream),
        ["503, then a stream"] = new([Support.Replies.Busy, Support.Replies.Stream], (client, token) => StreamAsync(client, int.MaxValue, token)) { Retries = 1 },
        ["stream, 400"] = new([Support.Replies.Refused], (client, token) => StreamAsync(client, int.MaxValue, token)),
        ["stream, left early"] = new([Support.Replies.EndlessStream], (client, token) => StreamAsync(client, 1, token)),
        ["stream, left early, synchronous"] = new([Support.Replies.EndlessStream], LeaveEarly),
        ["stream, left by an exception"] = new([Support.Replies.EndlessStream], (client, token) => LeaveByExceptionAsync(client, token)),
        ["stream, left by an exception, synchronous"] = new([Support.Replies.EndlessStream], LeaveByException),
        ["stream, cancelled before headers"] = new([Support.Replies.Stream with { Delay = TimeSpan.FromMinutes(1) }], CancelBeforeStreamAsync),
        ["stream, cancelled"] = new([Support.Replies.EndlessStream], CancelStreamAsync),
        ["stream, cut"] = new([Support.Replies.Stream with { CutAfter = 2 }], (client, token) => StreamAsync(client, int.MaxValue, token)),
    };

    public int Retries { get; init; }

    /// <summary>Where the client is sent in place of the server.</summary>
    public Func<Uri, Uri> Address { get; init; } = static server => server;

    public TimeSpan? Timeout { get; init; }

    /// <summary>What the caller gets, and to the byte what the server got.</summary>
    public async Task<string> RunAgainstServerAsync(Watch watch, CancellationToken cancellationToken)
    {
        await using var server = await ScriptedModelServer.StartAsync(Replies);
        var result = await ResultAsync(watch.Chat(Address(server.Uri), Retries, Timeout), cancellationToken);
        var requests = server.Exchanges.Select(exchange => Encoding.Latin1.GetString(exchange.Raw.Span).Replace(server.Uri.Authority, "server", StringComparison.Ordinal));
        // Kestrel's port is another one each time.
        result = result.Replace(server.Uri.Authority, "server", StringComparison.Ordinal);
        return $"{result}\n{string.Join("\n", requests)}";
    }

    private async Task<string> ResultAsync(ChatClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(client, cancellationToken);
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message} < {e.InnerException?.GetType().Name}";
        }
    }

    private static async Task<string> AskAsync(ChatClient client, CancellationToken cancellationToken)
        => (await client.CompleteChatAsync(Hi, cancellationToken: cancellationToken)).Value.Content[0].Text;

    private static async Task<string> ProtocolAsync(ChatClient client, RequestOptions options)
    {
        var response = (await client.CompleteChatAsync(BinaryContent.Create(BinaryData.FromString(Body)), options)).GetRawResponse();
        return $"{response.Status} {response.IsError} {response.Content}";
    }

    private static async Task<string> NeverReadAsync(ChatClient client, CancellationToken cancellationToken)
    {
        var result = await client.CompleteChatAsync(BinaryContent.Create(BinaryData.FromString(Body)), new RequestOptions { BufferResponse = false, CancellationToken = cancellationToken });
        result.GetRawResponse().Dispose();
        return "not read";
    }

    private static async Task<string> CancelAsync(ChatClient client, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(0.3));
        return await AskAsync(client, limit.Token);
    }

    private static async Task<string> StreamAsync(ChatClient client, int most, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var seen = 0;
        await foreach (var update in client.CompleteChatStreamingAsync(Hi, cancellationToken: cancellationToken))
        {
            foreach (var part in update.ContentUpdate) text.Append(part.Text).Append('|');
            if (++seen == most) break;
        }

        return text.ToString();
    }

    private static Task<string> Stream(ChatClient client, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        foreach (var update in client.CompleteChatStreaming(Hi, cancellationToken: cancellationToken))
        {
            foreach (var part in update.ContentUpdate) text.Append(part.Text).Append('|');
        }

        return Task.FromResult(text.ToString());
    }

    private static Task<string> LeaveEarly(ChatClient client, CancellationToken cancellationToken)
        => Task.FromResult(client.CompleteChatStreaming(Hi, cancellationToken: cancellationToken).First().ContentUpdate[0].Text);

    private static Task<string> LeaveByException(ChatClient client, CancellationToken cancellationToken)
    {
        foreach (var update in client.CompleteChatStreaming(Hi, cancellationToken: cancellationToken)) throw new InvalidOperationException(update.ContentUpdate[0].Text);
        return Task.FromResult("not left");
    }

    private static async Task<string> LeaveByExceptionAsync(ChatClient client, CancellationToken cancellationToken)
    {
        await foreach (var update in client.CompleteChatStreamingAsync(Hi, cancellationToken: cancellationToken)) throw new InvalidOperationException(update.ContentUpdate[0].Text);
        return "not left";
    }

    private static async Task<string> CancelBeforeStreamAsync(ChatClient client, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(0.3));
        return await StreamAsync(client, int.MaxValue, limit.Token);
    }

    private static async Task<string> CancelStreamAsync(ChatClient client, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await foreach (var _ in client.CompleteChatStreamingAsync(Hi, cancellationToken: limit.Token)) limit.CancelAfter(TimeSpan.FromSeconds(0.2));
        return "not cancelled";
    }
}
