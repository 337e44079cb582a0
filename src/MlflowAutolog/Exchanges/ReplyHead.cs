using System.Globalization;
using System.Net;

namespace MlflowAutolog.Exchanges;

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

    /// <param name="reply">The host's own reply.</param>
    /// <param name="status">Its status.</param>
    /// <param name="reason">The words beside the status.</param>
    /// <param name="header">Reads one of its headers as it came; <see langword="null"/> when it has none of that name.</param>
    public static ReplyHead Of<TReply>(TReply reply, int status, string? reason, Func<TReply, string, string?> header)
    {
        var type = header(reply, "Content-Type");
        long? length = long.TryParse(header(reply, "Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
        return new ReplyHead
        {
            Status = status,
            Reason = reason,
            ContentType = type,
            ContentEncoding = header(reply, "Content-Encoding"),
            ContentLength = length,
            RetryAfter = RetryAfterOf(header(reply, "retry-after-ms"), header(reply, "Retry-After")),
            IsRedirect = status is 301 or 302 or 303 or 307 or 308 && header(reply, "Location") is not null,
            HasNoBody = status is 204 or 205 or 304 || length == 0,
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

    private static TimeSpan RetryAfterOf(string? milliseconds, string? seconds)
        => TimeSpan.FromSeconds(Math.Min(Number(milliseconds) / 1000 ?? Number(seconds) ?? 0, LongestRetryAfter.TotalSeconds));

    private static double? Number(string? header)
        => double.TryParse(header, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
}
