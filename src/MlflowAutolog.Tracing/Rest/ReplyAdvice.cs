namespace MlflowAutolog.Tracing.Rest;

/// <summary>Turns a failed reply into a sentence that says what to do next.</summary>
internal static class ReplyAdvice
{
    /// <summary>How often a server that refuses for a reason that a person must remove is asked again.</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);

    private const string Kept = "Traces are kept and tried again.";

    public static string Explain(MlflowReply reply, Uri server)
    {
        var words = reply.Words;
        return reply.Status switch
        {
            0 => $"MLflow at {server} does not answer ({words.Message}). {Kept}",
            401 => $"MLflow at {server} asks for credentials or refuses those it got (401: {words.Message}). "
                + $"Set Username and Password (MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD) or Token (MLFLOW_TRACKING_TOKEN). {Kept}",
            403 when words.Message.Contains("Invalid Host header", StringComparison.OrdinalIgnoreCase) =>
                $"MLflow at {server} refuses the host name '{server.Authority}' (403: {words.Message}). "
                + $"Start the server with --allowed-hosts {server.Authority} or MLFLOW_SERVER_ALLOWED_HOSTS={server.Authority}. {Kept}",
            403 => $"MLflow at {server} does not permit this user to write (403: {words.Message}). "
                + $"Give the user of MLFLOW_TRACKING_USERNAME or MLFLOW_TRACKING_TOKEN the permission EDIT on the experiment, or set others. {Kept}",
            404 => $"There is no MLflow at {server} (404: {words.Message}). Check TrackingUri (MLFLOW_TRACKING_URI), with the path prefix if the server has one. {Kept}",
            501 => $"MLflow at {server} cannot store spans (501: {words.Message}). Start it with a database, --backend-store-uri sqlite:///mlflow.db for example. {Kept}",
            _ => $"MLflow at {server} answered {reply.Status}: {words.Message} {Kept}",
        };
    }

    /// <summary>A passing trouble is left to the back-off (or to what the server asked); anything else is for a person to remove.</summary>
    public static TimeSpan? PauseAfter(MlflowReply reply) => reply.IsPassing ? reply.RetryAfter : Hold;

    public static ServerUnavailableException Unavailable(MlflowReply reply, Uri server, ServerTrouble trouble)
    {
        var message = Explain(reply, server);
        trouble.Say(message);
        return new ServerUnavailableException(message, PauseAfter(reply));
    }
}
