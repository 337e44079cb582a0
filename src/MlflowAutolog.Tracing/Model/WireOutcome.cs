namespace MlflowAutolog.Tracing.Model;

/// <summary>How a wire call ended, as far as its repetition is concerned.</summary>
internal enum WireOutcome
{
    /// <summary>A reply that is no reason to try again.</summary>
    Answered,

    /// <summary>408, 409, 429, 5xx, or no connection: an SDK tries again.</summary>
    Retryable,

    /// <summary>The caller gave up before the reply.</summary>
    Cancelled,

    /// <summary>Any other failure.</summary>
    Failed,
}
