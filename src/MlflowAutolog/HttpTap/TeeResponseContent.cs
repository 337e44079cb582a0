using System.Net;
using MlflowAutolog.Exchanges;

namespace MlflowAutolog.HttpTap;

/// <summary>Stands in for a reply's content and copies what the caller reads of it, by whichever member.</summary>
internal sealed class TeeResponseContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly Exchange _exchange;

    public TeeResponseContent(HttpContent inner, Exchange exchange)
    {
        _inner = inner;
        _exchange = exchange;
        ContentHeaders.Copy(inner, this);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The inner content copies itself, not its stream: it refuses a second time, and so must this one.
        try
        {
            await _inner.CopyToAsync(new TeeWriteStream(stream, _exchange), context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _exchange.Fail(e);
            throw;
        }

        _exchange.End(ExchangeEnd.Complete);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        try
        {
            _inner.CopyTo(new TeeWriteStream(stream, _exchange), context, cancellationToken);
        }
        catch (Exception e)
        {
            _exchange.Fail(e);
            throw;
        }

        _exchange.End(ExchangeEnd.Complete);
    }

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
        => new TeeReadStream(await _inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _exchange);

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken)
        => new TeeReadStream(_inner.ReadAsStream(cancellationToken), _exchange);

    // The length is the server's own header or unknown, as on the content we stand in for.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
            _exchange.End(ExchangeEnd.Disposed);
        }

        base.Dispose(disposing);
    }
}
