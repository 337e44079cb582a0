using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog;

/// <content>The server behind explicit calls.</content>
public sealed partial class MlflowTracer
{
    /// <summary>MLflow's address; <see langword="null"/> when traces go to the local store.</summary>
    public string? TrackingUri => Options.TrackingUri;

    /// <exception cref="MlflowException">There is none.</exception>
    private MlflowServer ServerFor(string call) => _sink.ServerFor(call);
}
