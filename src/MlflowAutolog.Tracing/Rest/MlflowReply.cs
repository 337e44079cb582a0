namespace MlflowAutolog.Tracing.Rest;

/// <summary>What came back from MLflow. <paramref name="Status"/> is 0 when there was no reply; <paramref name="Failure"/> says why.</summary>
internal sealed record MlflowReply(int Status, ReadOnlyMemory<byte> Body, string? Failure = null)
{
    /// <summary>What the server asked to wait; <see langword="null"/> when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>May go well later, unchanged.</summary>
    public bool IsPassing => Status is 0 or 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>The server's words on an error, in one line.</summary>
    public ServerWords Words => ServerWords.Of(this);
}
