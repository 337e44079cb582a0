using MlflowAutolog.Exchanges;
using MlflowAutolog.Wire;

namespace MlflowAutolog.HttpTap;

/// <summary>One that has the tap installed: what it wants to see, and whom it tells.</summary>
internal sealed class HttpTapOwner(MlflowTracer tracer, IReadOnlyList<IWireFormat> formats) : ExchangeOwner(tracer, formats)
{
    /// <summary><see langword="null"/> = nobody is told of traces.</summary>
    public ListedHosts? Hosts { get; } = ListedHosts.Of(tracer.Options);

    public IWireFormat? Match(HttpRequestMessage request)
        => request.Method == HttpMethod.Post && request.Content is not null ? Match(request.RequestUri) : null;
}
