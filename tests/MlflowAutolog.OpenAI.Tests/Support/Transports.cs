using System.ClientModel.Primitives;
using System.Net;
using System.Text;

namespace MlflowAutolog.OpenAI.Tests.Support;

/// <summary>Ways to the model that the tap cannot see, or that lead elsewhere.</summary>
internal static class Transports
{
    /// <summary>The HTTP stack without the diagnostics that the tap hears.</summary>
    public static HttpClientPipelineTransport Unheard() => Over(new SocketsHttpHandler { ActivityHeadersPropagator = null });

    /// <summary>An application's handler that answers itself, as its tests have.</summary>
    public static HttpClientPipelineTransport Stubbed(string reply) => Over(new Stub(reply));

    /// <summary>A handler that does something before the request goes on.</summary>
    public static HttpClientPipelineTransport Before(Func<HttpRequestMessage, CancellationToken, Task> work) => Over(new Working(work));

    public static HttpClientPipelineTransport Over(HttpMessageHandler handler) => new(new HttpClient(handler));

    private sealed class Stub(string reply) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(reply, Encoding.UTF8, "application/json") });
    }

    private sealed class Working(Func<HttpRequestMessage, CancellationToken, Task> work) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await work(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
