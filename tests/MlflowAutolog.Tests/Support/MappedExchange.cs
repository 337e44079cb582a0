using System.Diagnostics;
using MlflowAutolog.Exchanges;
using MlflowAutolog.HttpTap;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Wire;

namespace MlflowAutolog.Tests.Support;

/// <summary>The span of an exchange of which only so much was kept.</summary>
internal static class MappedExchange
{
    private const int Everything = 1 << 20;

    /// <param name="path">Beneath <c>/v1/</c>; says the format.</param>
    /// <param name="request">As it was sent.</param>
    /// <param name="reply">As it was read.</param>
    /// <param name="replyType">The reply's media type.</param>
    /// <param name="end">How reading ended.</param>
    /// <param name="cap">Bytes that are kept of the reply.</param>
    /// <param name="requestType">The request's media type.</param>
    /// <param name="requestCap">Bytes that are kept of the request.</param>
    public static SpanData? Of(string path, byte[] request, byte[] reply, string replyType, ExchangeEnd end, int cap, string? requestType = null, int requestCap = Everything)
    {
        using var response = new HttpResponseMessage { Content = new ByteArrayContent([1]) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", replyType);
        var url = new Uri("http://model/v1/" + path);
        return new ExchangeMapper(WireFormats.All.First(format => format.MatchesPath(url.AbsolutePath)), new CapturedExchange
        {
            Url = url,
            Request = Kept(request, requestCap),
            RequestType = requestType,
            Reply = Kept(reply, cap),
            Head = HttpReply.HeadOf(response),
            End = end,
            MaxBodyBytes = cap,
            CapturesContent = true,
        }).Apply(new SpanData { TraceId = ActivityTraceId.CreateRandom(), SpanId = ActivitySpanId.CreateRandom(), Name = "x", Type = "y", StartUnixNano = 1, EndUnixNano = 2 });
    }

    private static CapturedBody Kept(byte[] bytes, int cap)
    {
        var buffer = new BodyBuffer(cap);
        buffer.Append(bytes);
        return buffer.ToBody();
    }
}
