using System.Globalization;
using System.Net;

namespace MlflowAutolog.HttpTap;

/// <summary>What the headers of a reply say; default when there was no reply.</summary>
internal readonly record struct ReplyHead
{
    /// <summary>No SDK waits longer before it tries again, and a trace must not be kept back for hours because a server says so.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(2);

    public int Status { get; private init; }

    public string? Reason { get; private init; }

    public string? ContentType { get; private init; }

    public string? ContentEncoding { get; private init; }

    /// <summary>As announced; null when it was not.</summary>
    public long? ContentLength { get; private init; }

    public TimeSpan RetryAfter { get; private init; }

    public bool IsRedirect { get; private init; }

    public bool HasNoBody { get; private init; }

    /// <summary>The connection becomes something else (WebSocket): wrapping its body would break it.</summary>
    public bool IsUpgrade => Status == (int)HttpStatusCode.SwitchingProtocols;

    /// <summary>Sound, pictures and forms are passed on, not kept, except for a format that wants them.</summary>
    public bool KeepsBody { get; private init; }

    public bool IsEventStream => ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) ?? false;

    public static ReplyHead Of(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var type = ContentHeaders.Value(response.Content, "Content-Type");
        return new ReplyHead
        {
            Status = status,
            Reason = response.ReasonPhrase,
            ContentType = type,
            ContentEncoding = ContentHeaders.Value(response.Content, "Content-Encoding"),
            ContentLength = long.TryParse(ContentHeaders.Value(response.Content, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null,
            RetryAfter = ReadRetryAfter(response),
            IsRedirect = status is 301 or 302 or 303 or 307 or 308 && response.Headers.NonValidated.Contains("Location"),
            HasNoBody = status is 204 or 205 or 304 || ContentHeaders.Value(response.Content, "Content-Length") == "0",
            KeepsBody = !IsBinary(type),
        };
    }

    private static bool IsBinary(string? type)
        => type is not null
            && (type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("video/", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase));

    private static TimeSpan ReadRetryAfter(HttpResponseMessage response)
    {
        var seconds = Number(response, "retry-after-ms") / 1000 ?? Number(response, "Retry-After") ?? 0;
        return TimeSpan.FromSeconds(Math.Min(seconds, LongestRetryAfter.TotalSeconds));
    }

    private static double? Number(HttpResponseMessage response, string header)
        => response.Headers.NonValidated.TryGetValues(header, out var values)
            && double.TryParse(values.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= 0
            ? number
            : null;
}
