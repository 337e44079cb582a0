using System.ClientModel;

namespace MlflowAutolog.OpenAI.Pipeline;

/// <summary>Stands in for a message's content while it is sent, and copies it.</summary>
internal sealed class TeeContent : BinaryContent
{
    private readonly BinaryContent _inner;
    private readonly ContentCopy _copy;

    private TeeContent(BinaryContent inner, ContentCopy copy)
    {
        _inner = inner;
        _copy = copy;
        MediaType = inner.MediaType;
    }

    public static BinaryContent Over(BinaryContent inner, ContentCopy copy) => new TeeContent(inner, copy);

    public override bool TryComputeLength(out long length)
    {
        if (!_inner.TryComputeLength(out length)) return false;
        _copy.Expect(length);
        return true;
    }

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default)
    {
        _inner.WriteTo(_copy.Begin(stream), cancellationToken);
        _copy.Finish();
    }

    public override async Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        await _inner.WriteToAsync(_copy.Begin(stream), cancellationToken).ConfigureAwait(false);
        _copy.Finish();
    }

    // The content it stands in for stays the message's, which disposes it.
    public override void Dispose()
    {
    }
}
