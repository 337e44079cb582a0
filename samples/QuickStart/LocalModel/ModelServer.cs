using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace QuickStart.LocalModel;

/// <summary>OpenAI's API as far as the agent needs it, on loopback HTTP: so that the sample runs without a key, and still speaks the real protocol.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _loop;
    private readonly string? _wireLog;

    private ModelServer(HttpListener listener, Uri address, string? wireLog)
    {
        _listener = listener;
        _wireLog = wireLog;
        Address = address;
        _loop = AcceptAsync();
    }

    public Uri Address { get; }

    /// <param name="wireLog">File that gets one line of JSON an exchange; <see langword="null"/> = none.</param>
    public static ModelServer Start(string? wireLog)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var listener = new HttpListener { Prefixes = { address.ToString() } };
        listener.Start();
        return new ModelServer(listener, address, wireLog);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The listener was closed: the sample is done.
                return;
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var request = JsonNode.Parse(context.Request.InputStream)!.AsObject();
        var reply = context.Request.Url!.AbsolutePath switch
        {
            "/v1/embeddings" => [Embedder.Reply(request)],
            "/v1/chat/completions" when request["stream"]?.GetValue<bool>() == true => ChatReplies.Streamed(request),
            "/v1/chat/completions" => [ChatReplies.Whole(request)],
            _ => Array.Empty<JsonObject>(),
        };
        Log(context.Request, request, reply);
        await SendAsync(context.Response, reply);
    }

    private static async Task SendAsync(HttpListenerResponse response, JsonObject[] reply)
    {
        if (reply.Length == 0) response.StatusCode = 404;
        if (reply.Length <= 1)
        {
            var body = reply.Length == 0 ? [] : Encoding.UTF8.GetBytes(reply[0].ToJsonString());
            response.ContentType = "application/json";
            response.ContentLength64 = body.Length;
            await response.OutputStream.WriteAsync(body);
        }
        else
        {
            response.ContentType = "text/event-stream";
            response.SendChunked = true;
            foreach (var chunk in reply)
            {
                await WriteEventAsync(response, chunk.ToJsonString());
                await Task.Delay(TimeSpan.FromMilliseconds(15));
            }

            await WriteEventAsync(response, "[DONE]");
        }

        response.Close();
    }

    private static async Task WriteEventAsync(HttpListenerResponse response, string data)
    {
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($"data: {data}\n\n"));
        await response.OutputStream.FlushAsync();
    }

    private void Log(HttpListenerRequest http, JsonObject request, JsonObject[] reply)
    {
        if (_wireLog is null) return;
        var entry = new JsonObject
        {
            ["path"] = http.Url!.AbsolutePath,
            ["headers"] = new JsonArray([.. http.Headers.AllKeys.Select(name => (JsonNode?)name)]),
            ["request"] = request.DeepClone(),
            ["reply"] = new JsonArray([.. reply.Select(part => part.DeepClone())]),
        };
        File.AppendAllText(_wireLog, entry.ToJsonString() + "\n");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
