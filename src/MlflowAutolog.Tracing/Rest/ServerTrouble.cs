namespace MlflowAutolog.Tracing.Rest;

/// <summary>Says each trouble with the server once, not at every attempt, and says when it is over. Thread-safe.</summary>
/// <param name="warn">Where it is said; <see cref="SelfLog"/> unless given.</param>
internal sealed class ServerTrouble(Action<string>? warn = null)
{
    private const string Kind = "server";
    private readonly Action<string> _warn = warn ?? (message => SelfLog.Warn(Kind, message));
    private string? _last;

    public void Say(string message)
    {
        if (Interlocked.Exchange(ref _last, message) != message) _warn(message);
    }

    public void Over()
    {
        if (Volatile.Read(ref _last) is not null && Interlocked.Exchange(ref _last, null) is not null) SelfLog.Report(Kind, "Delivery to MLflow works again.");
    }
}
