using System.Text;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest;

/// <summary>Reads a trace back: info and spans by the two routes that every version has.</summary>
internal sealed class TraceReader(MlflowRestClient rest)
{
    public async Task<MlflowTrace?> GetAsync(string traceId, CancellationToken cancellationToken)
    {
        var id = Uri.EscapeDataString(traceId);
        using var info = await rest.FindAsync(MlflowCall.Get("api/3.0/mlflow/traces/" + id), cancellationToken).ConfigureAwait(false);
        if (info is null) return null;
        var spans = await SpansAsync(traceId, cancellationToken).ConfigureAwait(false);
        return StoredTrace.Of(TraceInfoReader.Read(info.RootElement.GetProperty("trace").GetProperty("trace_info")), spans);
    }

    /// <summary>The spans that are stored; empty when none are.</summary>
    public async Task<IReadOnlyList<SpanData>> SpansAsync(string traceId, CancellationToken cancellationToken)
    {
        using var artifact = await rest.FindAsync(MlflowCall.Get("ajax-api/2.0/mlflow/get-trace-artifact?request_id=" + Uri.EscapeDataString(traceId)), cancellationToken).ConfigureAwait(false);
        return artifact is null ? [] : TracesJson.Read(Encoding.UTF8.GetBytes(artifact.RootElement.GetRawText()));
    }
}
