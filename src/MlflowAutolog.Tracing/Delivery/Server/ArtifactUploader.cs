using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>Uploads <c>traces.json</c> for servers that cannot read back the spans they got by OTLP (before 3.6).</summary>
internal sealed class ArtifactUploader(MlflowHttp http, ServerTurn turn)
{
    private const string Scheme = "mlflow-artifacts:/";

    /// <summary>Does nothing when the server says that it reads the spans itself.</summary>
    /// <returns>Whether the trace can be read back.</returns>
    public async Task<bool> UploadAsync(TraceData trace, MlflowReply infoReply, CancellationToken cancellationToken)
    {
        if (!TryLocate(infoReply, out var location)) return true;
        if (location?.StartsWith(Scheme, StringComparison.Ordinal) != true || location.StartsWith(Scheme + "/", StringComparison.Ordinal))
        {
            SelfLog.Warn("artifacts", $"The spans of trace {trace.Id} cannot be read back: this MLflow keeps artifacts at '{location}', which only it can write. Upgrade it to 3.6 or newer, or start it with --artifacts-destination.");
            return false;
        }

        var call = new MlflowCall(HttpMethod.Put, "api/2.0/mlflow-artifacts/artifacts/" + location[Scheme.Length..] + "/traces.json") { Body = TracesJson.Write(trace), ContentType = MlflowCall.Bytes };
        MlflowReply reply;
        using (await turn.TakeAsync(cancellationToken).ConfigureAwait(false)) reply = await http.SendAsync(call, cancellationToken).ConfigureAwait(false);
        if (reply.IsSuccess) return true;
        SelfLog.Warn("artifacts", $"The spans of trace {trace.Id} cannot be read back: MLflow did not take traces.json ({reply.Status}: {reply.Words.Message}).");
        return false;
    }

    private static bool TryLocate(MlflowReply infoReply, out string? location)
    {
        location = null;
        using var json = JsonDocument.Parse(infoReply.Body);
        if (!json.RootElement.GetProperty("trace").GetProperty("trace_info").TryGetProperty("tags", out var tags)) return true;
        if (tags.TryGetProperty(WireNames.SpansLocation, out var place) && place.ToString() == "TRACKING_STORE") return false;
        if (tags.TryGetProperty(WireNames.ArtifactLocation, out var at)) location = at.ToString();
        return true;
    }
}
