using System.Collections.Concurrent;

namespace MlflowAutolog.Tracing.Tests.Rest;

/// <summary>Lets requests through and notes them.</summary>
internal sealed class CountingHandler(ConcurrentQueue<string> requests) : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        requests.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath}");
        return base.SendAsync(request, cancellationToken);
    }
}
