namespace MlflowAutolog;

/// <content>Attachments.</content>
public static partial class Mlflow
{
    /// <inheritdoc cref="MlflowTracer.GetAttachmentAsync" />
    public static Task<TraceAttachment?> GetAttachmentAsync(string reference, CancellationToken cancellationToken = default)
        => Asked.GetAttachmentAsync(reference, cancellationToken);
}
