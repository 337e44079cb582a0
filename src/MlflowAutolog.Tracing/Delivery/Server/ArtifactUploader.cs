using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Uploads <c>traces.json</c> for servers that cannot read back the spans they got by OTLP (before 3.6).</summary>
internal sealed class ArtifactUploader(MlflowHttp http, ServerTurn turn)
{
    /// <summary>Does nothing when the server says that it reads the spans itself.</summary>
    /// <returns>Whether the trace can be read back.</returns>
    public async Task<bool> UploadAsync(TraceData trace, MlflowReply infoReply, CancellationToken cancellationToken)
    {
        if (!TryLocate(infoReply, out var location)) return true;
        if (ArtifactLocation.RouteTo(location, "traces.json") is not { } route)
        {
            SelfLog.Warn("artifacts", $"The spans of trace {trace.Id} cannot be read back: this MLflow keeps artifacts at '{location}', which only it can write. Upgrade it to 3.6 or newer, or start it with --artifacts-destination.");
            return false;
        }

        var call = new MlflowCall(HttpMethod.Put, route) { Body = TracesJson.Write(trace), ContentType = MlflowCall.Bytes };
        MlflowReply reply;
        using (await turn.TakeAsync(cancellationToken).ConfigureAwait(false)) reply = await http.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (reply.IsSuccess) return true;
        SelfLog.Warn("artifacts", $"The spans of trace {trace.Id} cannot be read back: MLflow did not take traces.json ({reply.Status}: {reply.Words.Message}).");
        return false;
    }

    private static bool TryLocate(MlflowReply infoReply, out string? location)
    {
        location = ArtifactLocation.TagOf(infoReply, WireNames.ArtifactLocation);
        return ArtifactLocation.TagOf(infoReply, WireNames.SpansLocation) != "TRACKING_STORE";
    }
}
