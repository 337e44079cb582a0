using System.Text.Json;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire;

/// <summary>Reads an exchange in the background and tells the span what it was.</summary>
internal sealed class ExchangeMapper(IWireFormat format, CapturedExchange exchange)
{
    private const int MostCharacters = 1000;

    /// <summary>The span with what was found, or null when it was no call of this API.</summary>
    public SpanData? Apply(SpanData span)
    {
        var content = new CallContent(exchange.CapturesContent) { CapturesVectors = exchange.CapturesVectors, MaxBodyBytes = exchange.MaxBodyBytes, EndUnixNano = span.EndUnixNano };
        if (!ReadRequest(content)) return null;
        if ((exchange.Provider ?? Providers.Of(exchange.Url)) is { } provider) content.Set(WireNames.Provider, AttributeValue.Of(provider));
        ReadReply(span, content);
        return content.ApplyTo(span) with { Call = exchange.Outcome() with { Error = content.Failure } };
    }

    private bool ReadRequest(CallContent content)
    {
        if (RequestBody.Read(exchange, format, content, out var json) is not { } request) return false;
        using (request)
        {
            if (request.RootElement.ValueKind != JsonValueKind.Object || !format.IsCall(request.RootElement)) return false;
            content.SetInputs(json);
            format.MapRequest(request.RootElement, content);
            format.MapAddress(exchange.Url, content);
            return true;
        }
    }

    private void ReadReply(SpanData span, CallContent content)
    {
        var body = BodyDecoder.Decode(exchange.Reply, exchange.Head.ContentEncoding, exchange.MaxBodyBytes);
        if (!body.IsWhole) content.Set(Names.ReplyBytesLeftOut, AttributeValue.Of(body.LeftOut));
        if (exchange.Head.Status >= 300) FailWith(ErrorIn(body, content), span, content);
        else if (exchange.Head.Status == 0) FailWithTransport(span, content);
        else if (exchange.Head.IsEventStream && format.OpenStream() is { } stream) new StreamMapper(format, exchange, span, content).Map(stream, body);
        else ReadWhole(body, span, content);
    }

    private void ReadWhole(CapturedBody body, SpanData span, CallContent content)
    {
        // Compressed in a way that cannot be read here, while the application can: nothing is known to be wrong with it.
        if (body is { IsEmpty: true, IsWhole: false })
        {
            MapRawEnd(span, content);
            return;
        }

        if (!body.IsEmpty && format.TryMapRaw(body, exchange.Head.ContentType, content))
        {
            MapRawEnd(span, content);
            return;
        }

        if (JsonBody.TryRead(body, out var json, out var reply))
        {
            using (reply)
            {
                content.SetOutputs(json);
                format.MapReply(reply.RootElement, content);
                format.FailureIn(reply.RootElement)?.Note(span, content);
            }
        }
        else if (exchange.End is ExchangeEnd.Complete && !exchange.Reply.IsEmpty)
        {
            var text = content.CapturesContent ? $": {BodyText.Of(body.Head.Span, MostCharacters)}" : "";
            content.Fail(nameof(JsonException), $"HTTP {exchange.Head.Status} with a body that is no JSON{KeyMask.Apply(text)}", null, span.EndUnixNano);
        }

        if (exchange.End is ExchangeEnd.Failed or ExchangeEnd.Cancelled) FailWithTransport(span, content);
        else if (reply is null && exchange.End is ExchangeEnd.Disposed or ExchangeEnd.Expired) content.Set(WireNames.StreamAbandoned, AttributeValue.Of(true));
    }

    // Half a sound or a text looks like a whole one: only its announced length tells.
    private void MapRawEnd(SpanData span, CallContent content)
    {
        if (exchange.End is ExchangeEnd.Failed or ExchangeEnd.Cancelled) FailWithTransport(span, content);
        else if (exchange.End is ExchangeEnd.Disposed or ExchangeEnd.Expired && exchange.ReplyLength != exchange.Head.ContentLength) content.Set(WireNames.StreamAbandoned, AttributeValue.Of(true));
    }

    private WireError ErrorIn(CapturedBody body, CallContent content)
    {
        if (!JsonBody.TryRead(body, out _, out var document)) return WireError.OfText(body.Head.Span, exchange.Head.Reason);
        using (document)
        {
            if (WireError.Find(document.RootElement) is not { } error) return WireError.OfText(body.Head.Span, exchange.Head.Reason);
            if (content.CapturesContent && ErrorDetails.Of(document.RootElement, error) is { } more) content.Set(Names.ErrorDetails, more);
            return error;
        }
    }

    private void FailWith(WireError error, SpanData span, CallContent content)
        => content.Fail(format.ErrorType, error.Describe(exchange.Head.Status, content.CapturesContent), null, span.EndUnixNano);

    private void FailWithTransport(SpanData span, CallContent content) => TransportFailure.Note(exchange, span, content);
}
