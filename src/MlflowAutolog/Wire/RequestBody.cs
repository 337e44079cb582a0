using System.Text.Json;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Wire.Forms;

namespace MlflowAutolog.Wire;

/// <summary>What was asked, as JSON, whether it went out as JSON or as a form.</summary>
internal static class RequestBody
{
    /// <summary>Null when it is neither.</summary>
    public static JsonDocument? Read(CapturedExchange exchange, IWireFormat format, CallContent span, out ReadOnlyMemory<byte> json)
    {
        var body = BodyDecoder.Decode(exchange.Request, exchange.RequestEncoding, exchange.MaxBodyBytes);
        if (MultipartForm.Read(body, exchange.RequestType) is { } parts)
        {
            json = new FormJson(format, span).Write(parts);
            return JsonBody.Parse(json);
        }

        if (ReadAround(body, span, out json) is { } around) return around;
        if (JsonBody.TryRead(body, out json, out var request)) return request;
        // An early reply (413, 401) can come before the body was sent.
        if (JsonBody.Partial(body) is not { } rest) return null;
        json = rest;
        return JsonBody.Parse(rest);
    }

    private static JsonDocument? ReadAround(CapturedBody body, CallContent span, out ReadOnlyMemory<byte> json)
    {
        json = default;
        if (CutMedia.Find(body) is not { } media || JsonBody.Parse(media.With("")) is not { } parsed) return null;
        parsed.Dispose();
        json = media.With(span.LeaveOut(media.ContentType, media.Size));
        return JsonBody.Parse(json);
    }
}
