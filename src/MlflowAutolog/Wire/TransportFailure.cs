using MlflowAutolog.Exchanges;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Wire;

/// <summary>A failure below the API: no connection, a timeout, a connection lost.</summary>
internal static class TransportFailure
{
    public static void Note(CapturedExchange exchange, SpanData span, CallContent content)
    {
        if (exchange.Error is { } error)
            content.Fail(error.GetType().Name, KeyMask.Apply(error.Message), KeyMask.Apply(error.ToString()), span.EndUnixNano);
        else if (exchange.End == ExchangeEnd.Cancelled)
            content.Fail(nameof(TaskCanceledException), "The request was cancelled, or its time was up, before the reply came.", null, span.EndUnixNano);
        else
            content.Fail(nameof(HttpRequestException), "The request failed before a reply came.", null, span.EndUnixNano);
    }
}
