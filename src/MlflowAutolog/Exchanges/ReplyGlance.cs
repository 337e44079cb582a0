using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Exchanges;

/// <summary>Tells of most good replies that they are good without parsing them, on the thread that read them: for traces that are sent only when they failed.</summary>
internal static class ReplyGlance
{
    public static bool MayHaveFailed(CapturedExchange exchange)
    {
        if (exchange.Ended != WireOutcome.Answered) return true;
        if (exchange.Reply.IsEmpty) return false;
        return exchange.Head.ContentEncoding is not null || !exchange.Reply.IsWhole || !LooksGood(exchange.Reply.Head.Span, exchange.Head.IsEventStream);
    }

    /// <summary>Errors inside a good status say so: <c>"error": {…}</c>, <c>"status": "failed"</c>, the event <c>error</c>.</summary>
    private static bool LooksGood(ReadOnlySpan<byte> body, bool isEventStream)
        => (isEventStream || body.TrimStart(" \r\n\t"u8) is [(byte)'{', ..]) && body.IndexOf("error"u8) < 0 && body.IndexOf("failed"u8) < 0;
}
