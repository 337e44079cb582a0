using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>The server behind an explicit call, or the one message that there is none.</summary>
internal static class ServerDemand
{
    /// <param name="sink">The last hop.</param>
    /// <param name="who">The call that needs it, for the message.</param>
    /// <param name="otherwise">What can be done without a server, for the message.</param>
    /// <exception cref="MlflowException">There is none.</exception>
    public static MlflowServer ServerFor(this ITraceSink? sink, string who, string? otherwise = null)
        => sink?.Server ?? throw new MlflowException($"{who} needs an MLflow server, and traces are kept in the local store. Set TrackingUri (MLFLOW_TRACKING_URI){(otherwise is null ? "" : $", or {otherwise}")}.");
}
