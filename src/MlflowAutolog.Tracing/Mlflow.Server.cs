using MlflowAutolog.Tracing.Integrations;

namespace MlflowAutolog;

/// <content>The server behind explicit calls.</content>
public static partial class Mlflow
{
    /// <summary>MLflow's address; <see langword="null"/> when traces go to the local store, or before tracing was switched on.</summary>
    public static string? TrackingUri => ProcessTracing.Tracer?.TrackingUri;

    /// <exception cref="MlflowException">Tracing is not switched on.</exception>
    private static MlflowTracer Asked => SwitchedOn(ProcessTracing.Tracer);

    /// <exception cref="MlflowException">There is no tracer, because tracing is not switched on.</exception>
    internal static MlflowTracer SwitchedOn(MlflowTracer? tracer) => tracer ?? throw new MlflowException("Tracing is not switched on, so there is no MLflow to ask. Call Mlflow.Autolog() or Mlflow.Enable() first.");
}
