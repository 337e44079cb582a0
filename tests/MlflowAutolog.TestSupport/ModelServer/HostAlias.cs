using System.Net;
using System.Net.Sockets;

namespace MlflowAutolog.TestSupport.ModelServer;

/// <summary>A handler for which every host is one server: so that what depends on a vendor's host can be seen without the vendor.</summary>
public static class HostAlias
{
    /// <summary>Connects to <paramref name="server"/> whatever host a request names, over plain HTTP.</summary>
    public static SocketsHttpHandler Of(Uri server) => new()
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPEndPoint.Parse(server.Authority), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
