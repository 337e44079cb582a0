namespace MlflowAutolog.Tracing.Rest;

/// <summary>The server cannot be used now: nothing is lost, all is offered again.</summary>
internal sealed class ServerUnavailableException(string message, TimeSpan? retryAfter) : MlflowException(message)
{
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
