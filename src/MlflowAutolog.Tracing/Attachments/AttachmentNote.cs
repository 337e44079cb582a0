using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>Tells of binary content that was left out for its size: a text in its place, an event on its span.</summary>
internal static class AttachmentNote
{
    public static string TooLarge(long size, long limit) => FormattableString.Invariant($"[Attachment too large: {size} bytes exceeds {limit} bytes limit]");

    /// <summary>For content of which the middle was never kept, so that it cannot be stored whatever its own limit is.</summary>
    public static string NotKept(long size, long limit) => FormattableString.Invariant($"[Attachment left out: {size} bytes in a body larger than MaxBodyBytes, {limit} bytes]");

    public static SpanEventData Event(string contentType, long size, long limit, long unixNano) => new(WireNames.AttachmentTooLarge, unixNano, [
        new("content_type", AttributeValue.Of(contentType)),
        new("size_bytes", AttributeValue.Of(size)),
        new("limit_bytes", AttributeValue.Of(limit)),
    ]);
}
