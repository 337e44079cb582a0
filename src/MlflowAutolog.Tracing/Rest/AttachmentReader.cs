using MlflowAutolog.Tracing.Attachments;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>Reads an attachment back: by the route of the UI, which works wherever MLflow keeps files; before that route knew attachments, as a plain artifact.</summary>
internal sealed class AttachmentReader(MlflowRestClient rest, ServerVersion server)
{
    public async Task<TraceAttachment?> GetAsync(AttachmentReference reference, CancellationToken cancellationToken)
    {
        if (await RouteOfAsync(reference, cancellationToken).ConfigureAwait(false) is not { } route) return null;
        try
        {
            return new TraceAttachment(reference.ContentType, await rest.SendForBytesAsync(MlflowCall.Get(route), cancellationToken).ConfigureAwait(false));
        }
        catch (MlflowException exception) when (exception is { StatusCode: 404, ErrorCode: not null })
        {
            return null;
        }
    }

    private async Task<string?> RouteOfAsync(AttachmentReference reference, CancellationToken cancellationToken)
    {
        var trace = Uri.EscapeDataString(reference.TraceId);
        if (server.ShowsAttachments) return $"ajax-api/3.0/mlflow/get-trace-artifact?request_id={trace}&path={reference.AttachmentId}";
        using var info = await rest.FindAsync(MlflowCall.Get("api/3.0/mlflow/traces/" + trace), cancellationToken).ConfigureAwait(false);
        return info is null ? null : ArtifactLocation.RouteTo(ArtifactLocation.TagOf(info.RootElement, WireNames.ArtifactLocation), "attachments/" + reference.AttachmentId);
    }
}
