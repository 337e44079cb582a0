using MlflowAutolog.Exchanges;

namespace MlflowAutolog.HttpTap;

/// <summary>The copy of one request's body, and the way back to the caller's own content.</summary>
internal sealed class RequestCopy : IRequestCopy
{
    private readonly HttpRequestMessage _message;
    private readonly HttpContent? _own;
    private readonly int _cap;
    private BodyBuffer _copy;
    private readonly TeeRequestContent? _tee;

    public RequestCopy(HttpRequestMessage message, int cap)
    {
        _message = message;
        _own = message.Content;
        _cap = cap;
        _copy = new BodyBuffer(cap);
        if (_own is null) return;
        Encoding = ContentHeaders.Value(_own, "Content-Encoding");
        ContentType = ContentHeaders.Value(_own, "Content-Type");
        if (IsInMemory(_own))
        {
            CopyNow(_own);
            return;
        }

        if (_own.Headers.ContentLength is { } length) _copy.Expect(length);
        message.Content = _tee = TeeRequestContent.Over(_own, _copy);
    }

    public string? Encoding { get; }

    public string? ContentType { get; }

    /// <summary>Whether the whole body went out.</summary>
    public bool IsComplete => _tee?.IsComplete ?? true;

    /// <summary>The handlers above see the type of content they made.</summary>
    public void PutBack()
    {
        if (_tee is not null && ReferenceEquals(_message.Content, _tee)) _message.Content = _own;
    }

    public CapturedBody ToBody() => _copy.ToBody();

    /// <summary>Copies the body if the connection did not get as far as asking for it.</summary>
    public void Complete()
    {
        if (!IsComplete && CanRepeat(_own!)) CopyNow(_own!);
    }

    // Replacing these would turn HTTP/2's duplex mode on, and their bytes are at hand anyway.
    private static bool IsInMemory(HttpContent content)
    {
        var type = content.GetType();
        return type == typeof(StringContent) || type == typeof(ByteArrayContent) || type == typeof(ReadOnlyMemoryContent);
    }

    // Only contents known to write the same bytes again: to drain a one-way stream would break the caller's retry.
    private static bool CanRepeat(HttpContent content)
        => content.GetType().Assembly.GetName().Name is "System.ClientModel" or "System.Net.Http.Json" or "Azure.Core";

    private void CopyNow(HttpContent content)
    {
        // Not the one of the stand-in: after an early reply it may still be written to.
        _copy = new BodyBuffer(_cap);
        if (content.Headers.ContentLength is { } length) _copy.Expect(length);
        using var sink = new TeeWriteStream(Stream.Null, _copy);
        content.CopyTo(sink, null, CancellationToken.None);
    }
}
