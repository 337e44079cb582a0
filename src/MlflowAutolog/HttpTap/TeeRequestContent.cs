using System.Net;
using MlflowAutolog.Exchanges;

namespace MlflowAutolog.HttpTap;

/// <summary>Stands in for a request's content while it is sent, and copies it. The caller's own goes back when the reply is there.</summary>
internal sealed class TeeRequestContent : HttpContent
{
    private readonly BodyBuffer _copy;

    private TeeRequestContent(HttpContent inner, BodyBuffer copy)
    {
        Inner = inner;
        _copy = copy;
        ContentHeaders.Copy(inner, this);
    }

    private HttpContent Inner { get; }

    public static TeeRequestContent Over(HttpContent inner, BodyBuffer copy) => new(inner, copy);

    /// <summary>Whether the last serialisation ran to its end.</summary>
    public bool IsComplete { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await Inner.CopyToAsync(Begin(stream), context, cancellationToken).ConfigureAwait(false);
        IsComplete = true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Inner.CopyTo(Begin(stream), context, cancellationToken);
        IsComplete = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Inner.Dispose();
        base.Dispose(disposing);
    }

    // A connection that failed or an authentication challenge makes the handler serialise again, from the start.
    private TeeWriteStream Begin(Stream stream)
    {
        _copy.Reset();
        IsComplete = false;
        return new TeeWriteStream(stream, _copy);
    }
}
