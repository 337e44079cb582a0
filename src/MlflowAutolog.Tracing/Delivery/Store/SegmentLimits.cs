namespace MlflowAutolog.Tracing.Delivery.Store;

/// <summary>When a segment is full, and when a folder is.</summary>
internal sealed record SegmentLimits
{
    public static readonly SegmentLimits Default = new();

    /// <summary>A segment that holds this much takes no further record; a record larger than this has one of its own.</summary>
    public long SegmentBytes { get; init; } = 4 << 20;

    /// <summary>
    /// After this a segment takes no further record. An hour, not a second: a folder that keeps a week of traces would otherwise hold half a million files;
    /// the spool, where a segment is what is acknowledged, closes one after each write.
    /// </summary>
    public TimeSpan SegmentAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Beyond it the oldest segments go.</summary>
    public long FolderBytes { get; init; } = 256 << 20;

    /// <summary>Older segments go.</summary>
    public TimeSpan FolderAge { get; init; } = TimeSpan.FromDays(7);
}
