using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Attachments of one trace on their way.</summary>
/// <param name="TraceId">MLflow's id.</param>
/// <param name="Attachments">What is to be uploaded.</param>
internal sealed record PendingAttachments(string TraceId, IReadOnlyList<TraceAttachmentData> Attachments)
{
    /// <summary>Where MLflow keeps the trace's files; null when that is to be asked for.</summary>
    public string? Location { get; init; }

    public long Size { get; } = Attachments.Sum(attachment => (long)attachment.Content.Length);
}
