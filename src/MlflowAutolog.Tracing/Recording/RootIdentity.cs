using System.Diagnostics;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>Which trace id a root gets in MLflow.</summary>
/// <remarks>
/// That of the application's own trace around it, so that MLflow and its other telemetry agree, unless somebody else may use it too: two services beneath one foreign
/// <c>traceparent</c>, or two roots in one request, would overwrite each other in MLflow. Then a fresh id, and the other in the tag <c>otel.trace_id</c>.
/// </remarks>
internal static class RootIdentity
{
    private const string TakenProperty = "mlflow.root_taken";
    private static readonly object Taken = new();

    public static ActivityTraceId Beneath(Activity? ambient) => ambient is not null && Take(ambient) ? ambient.TraceId : ActivityTraceId.CreateRandom();

    private static bool Take(Activity ambient)
    {
        var top = ambient;
        while (top.Parent is { } parent) top = parent;

        // A parent without an object is in another process, or a context whose other roots nobody can count.
        if (top.IdFormat != ActivityIdFormat.W3C || top.ParentSpanId != default) return false;
        lock (top)
        {
            if (top.GetCustomProperty(TakenProperty) is not null) return false;
            top.SetCustomProperty(TakenProperty, Taken);
            return true;
        }
    }
}
