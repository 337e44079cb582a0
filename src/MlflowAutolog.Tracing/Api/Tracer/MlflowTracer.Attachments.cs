using MlflowAutolog.Tracing.Attachments;

namespace MlflowAutolog;

/// <content>Attachments.</content>
public sealed partial class MlflowTracer
{
    /// <summary>Reads the content behind a reference that stands in a span; waits for nothing, so <see cref="FlushAsync"/> first for a trace that just ended.</summary>
    /// <param name="reference">The text as it is in the span: <c>mlflow-attachment://…</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The content, or <see langword="null"/> when it is not there.</returns>
    /// <exception cref="MlflowException">The text is no reference; or MLflow did not answer, or refused, with its own words.</exception>
    public Task<TraceAttachment?> GetAttachmentAsync(string reference, CancellationToken cancellationToken = default)
    {
        if (!AttachmentReference.TryParse(reference, out var parsed))
            throw new MlflowException("This is no reference to an attachment; give the text that stands in the span: mlflow-attachment://ID?content_type=…&trace_id=….");
        return _sink is null ? Task.FromResult<TraceAttachment?>(null) : _sink.GetAttachmentAsync(parsed, cancellationToken);
    }
}
