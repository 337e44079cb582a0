namespace MlflowAutolog.Tracing.Delivery;

/// <summary>What became of one trace of a batch. <paramref name="DropReason"/> null = delivered, unless it is to be tried again.</summary>
internal readonly record struct DeliveryResult(string? DropReason)
{
    public static readonly DeliveryResult Delivered = new(null);

    /// <summary>Not delivered and not lost: offer it again after this time at the earliest; zero leaves the time to the back-off.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public static DeliveryResult Later(TimeSpan? retryAfter) => new(null) { RetryAfter = retryAfter ?? TimeSpan.Zero };
}
