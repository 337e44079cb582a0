using MlflowAutolog.Exchanges;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire;

/// <summary>Reads a streamed reply: chunk events, the whole reply, and whether it came to its end.</summary>
internal sealed class StreamMapper(IWireFormat format, CapturedExchange exchange, SpanData span, CallContent content)
{
    private readonly ChunkEvents _chunks = new(exchange, span, content);
    private WireError? _error;
    private bool _isComplete;
    private bool _endsInTail;

    public void Map(IReplyStream stream, CapturedBody body)
    {
        Read(stream, body.Head.Span, 0);
        if (!body.Tail.IsEmpty) ReadTail(stream, body);
        _chunks.Finish();
        if (_chunks.Count > 0 || _endsInTail) MapReply(stream.ToReply());
        if (content.Failure is null && _error is { } error) content.Fail(format.ErrorType, error.Describe(null, content.CapturesContent), null, span.EndUnixNano);
        else if (!_isComplete) MapEnd(isEndKnown: body.IsWhole || !body.Tail.IsEmpty);
    }

    /// <param name="isEndKnown">False where the end was compressed and its beginning not kept: it may be the end of the stream.</param>
    private void MapEnd(bool isEndKnown)
    {
        if (exchange.End is ExchangeEnd.Failed or ExchangeEnd.Cancelled) TransportFailure.Note(exchange, span, content);
        else if (isEndKnown && exchange.End is (ExchangeEnd.Disposed or ExchangeEnd.Expired)) content.Set(WireNames.StreamAbandoned, AttributeValue.Of(true));
    }

    private void Read(IReplyStream stream, ReadOnlySpan<byte> bytes, long offset)
    {
        var events = new ServerSentEvents(bytes);
        while (events.MoveNext())
        {
            if (stream.IsEndMark(events.Data)) _isComplete = true;
            else ReadChunk(stream, events.Data, offset + events.Offset);
        }
    }

    private void ReadChunk(IReplyStream stream, ReadOnlySpan<byte> data, long offset)
    {
        // A stream that was left early or cut may end in half a chunk, which is no JSON and no chunk.
        if (JsonBody.Parse(data.ToArray()) is not { } chunk) return;
        using (chunk)
        {
            if (stream.ErrorIn(chunk.RootElement) is { } error)
            {
                _error = error;
                return;
            }

            stream.Add(chunk.RootElement);
            _isComplete |= stream.IsComplete;
            _chunks.Add(stream.ToStore(data), offset);
        }
    }

    private void ReadTail(IReplyStream stream, CapturedBody body)
    {
        var tail = body.Tail.Span;
        var start = tail.IndexOf("\n\n"u8);
        if (start < 0) start = tail.IndexOf("\r\n\r\n"u8);
        var before = _chunks.Count;
        if (start >= 0) Read(stream, tail[start..], body.Head.Length + body.LeftOut + start);
        if (_chunks.Count == before && !_isComplete) ReadEndOfChunk(stream, body);
    }

    // A chunk may be larger than what is kept, a picture for one; usage and model are at its end.
    private void ReadEndOfChunk(IReplyStream stream, CapturedBody body)
    {
        if (JsonBody.Partial(body with { Head = default }) is not { } rest || JsonBody.Parse(rest) is not { } facts) return;
        using (facts) stream.Add(facts.RootElement);
        _isComplete |= stream.IsComplete;
        _endsInTail = true;
    }

    private void MapReply(byte[] json)
    {
        if (JsonBody.Parse(json) is not { } reply) return;
        using (reply)
        {
            content.SetOutputs(json);
            format.MapReply(reply.RootElement, content);
            format.FailureIn(reply.RootElement)?.Note(span, content);
        }
    }
}
