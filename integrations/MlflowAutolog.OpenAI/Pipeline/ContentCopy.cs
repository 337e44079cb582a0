using System.ClientModel;
using System.ClientModel.Primitives;
using MlflowAutolog.Exchanges;

namespace MlflowAutolog.OpenAI.Pipeline;

/// <summary>The copy of a message's body: what stands in for the content while it is sent writes it once, to where it belongs and here.</summary>
internal sealed class ContentCopy : IRequestCopy
{
    private readonly PipelineRequest _request;
    private readonly int _cap;
    private BodyBuffer? _copy;
    private long _expected;
    private BinaryContent? _own;
    private BinaryContent? _standIn;

    public ContentCopy(PipelineRequest request, int cap)
    {
        _request = request;
        _cap = cap;
        ReadHeaders();
    }

    public string? Encoding { get; private set; }

    public string? ContentType { get; private set; }

    public bool IsComplete { get; private set; }

    public void Expect(long length) => _expected = length;

    /// <summary>The content is written, from its start.</summary>
    public Stream Begin(Stream to)
    {
        IsComplete = false;
        // Another one each time: after an early reply the transport may still be writing into the last.
        _copy = new BodyBuffer(_cap);
        _copy.Expect(_expected);
        return new TeeWriteStream(to, _copy);
    }

    public void Finish() => IsComplete = true;

    public void StandIn()
    {
        // What was copied whole when it was sent before, is not copied again.
        if (_request.Content is not { } content || (IsComplete && ReferenceEquals(content, _own))) return;
        ReadHeaders();
        _own = content;
        IsComplete = false;
        _request.Content = _standIn = TeeContent.Over(content, this);
    }

    public void PutBack()
    {
        if (_standIn is not null && ReferenceEquals(_request.Content, _standIn)) _request.Content = _own;
        _standIn = null;
    }

    public CapturedBody ToBody() => _copy?.ToBody() ?? default;

    public void Complete()
    {
        if (!IsComplete && (_own ?? _request.Content) is { } content && CanRepeat(content)) TeeContent.Over(content, this).WriteTo(Stream.Null);
    }

    // Only contents known to write the same bytes again: to read a stream would move it under the one who sends it.
    private static bool CanRepeat(BinaryContent content)
        => content.GetType() is var type && (type.Assembly == typeof(BinaryContent).Assembly ? !type.Name.StartsWith("Stream", StringComparison.Ordinal) : type.Name == "Utf8JsonBinaryContent");

    private void ReadHeaders()
    {
        Encoding = _request.Headers.TryGetValue("Content-Encoding", out var encoding) ? encoding : null;
        ContentType = _request.Headers.TryGetValue("Content-Type", out var type) ? type : null;
    }
}
