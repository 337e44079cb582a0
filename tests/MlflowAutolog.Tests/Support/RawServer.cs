using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MlflowAutolog.Tests.Support;

/// <summary>Answers every connection with the same bytes, after the head of its request: for replies no HTTP server would send.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _heads = new();
    private readonly ConcurrentBag<TcpClient> _open = [];
    private readonly byte[] _reply;
    private readonly bool _keepOpen;

    public RawServer(string reply, bool keepOpen = false)
    {
        _reply = Encoding.Latin1.GetBytes(reply);
        _keepOpen = keepOpen;
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Uri => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The heads of the requests so far.</summary>
    public IReadOnlyList<string> Heads => [.. _heads];

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var client in _open) client.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over and the listener closed.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        _open.Add(client);
        var stream = client.GetStream();
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0) return;
            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        var text = head.ToString();
        _heads.Enqueue(text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)]);
        await stream.WriteAsync(_reply);
        if (!_keepOpen) client.Client.Shutdown(SocketShutdown.Send);
    }
}
