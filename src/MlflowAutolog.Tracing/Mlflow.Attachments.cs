using MlflowAutolog.Tracing.Integrations;

namespace MlflowAutolog;

/// <content>Attachments.</content>
public static partial class Mlflow
{
    /// <inheritdoc cref="MlflowTracer.GetAttachmentAsync" />
    public static Task<TraceAttachment?> GetAttachmentAsync(string reference, CancellationToken cancellationToken = default)
        => ProcessTracing.Tracer?.GetAttachmentAsync(reference, cancellationToken)
           ?? throw new MlflowException("Tracing is not switched on, so there is no MLflow to ask. Call Mlflow.Autolog() or Mlflow.Enable() first.");
}
