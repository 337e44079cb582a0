namespace MlflowAutolog.Tracing.Model;

/// <summary>What the fold knows of a model call as the wire saw it.</summary>
/// <param name="Request">Makes the <see cref="Key"/>: a hash of the body, which most calls never need.</param>
/// <param name="Outcome">How it ended.</param>
internal sealed record WireCall(Lazy<string> Request, WireOutcome Outcome)
{
    public WireCall(string key, WireOutcome outcome)
        : this(new Lazy<string>(key), outcome)
    {
    }

    /// <summary>Equal for requests of one URL and one body: the attempts of one call.</summary>
    public string Key => Request.Value;

    /// <summary>Whether all attempts of the call are in it, as the hook that saw them knows: an equal call after it is another call.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether an SDK may try again after it.</summary>
    public bool MayBeRepeated => !IsWhole && Outcome is WireOutcome.Retryable or WireOutcome.Cancelled;

    /// <summary>HTTP status, 0 when no reply came.</summary>
    public int StatusCode { get; init; }

    /// <summary>What the server asked to wait before a retry.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>One line for the <c>http.attempt</c> event of a failed attempt.</summary>
    public string? Error { get; init; }

    /// <summary>Attempts so far, this one included.</summary>
    public int Attempts { get; init; } = 1;
}
