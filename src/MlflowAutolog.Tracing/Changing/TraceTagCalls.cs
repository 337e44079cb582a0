using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Processing;
using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Rest.Traces;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog.Tracing.Changing;

/// <summary>Tags of one tracer's traces: of a running one in memory, of a stored one on the server, of one between the two after it has arrived.</summary>
internal sealed class TraceTagCalls(MlflowOptions options, LiveTraces live, TraceArrival arrival, ITraceSink? sink)
{
    private readonly ContentPipeline? _content = ContentPipeline.Of(options, static () => { });

    private TraceChanges Server => sink.ServerFor("A tag of a trace that does not run here", "set it while the trace runs: then it is stored with it").Traces;

    public async Task SetAsync(string traceId, string key, string value, CancellationToken cancellationToken)
    {
        if (IsMlflows(key) || IsLeft(key, key is WireNames.ArchivalFailure)) return;
        var id = TraceArrival.IdOf(traceId);
        if (live.TryChange(id, trace => trace.Facts.SetTag(key, value))) return;
        var server = Server;
        var (storedKey, storedValue) = AsStored(key, value);
        await arrival.OnceStoredAsync(id, () => server.SetTagAsync(traceId, storedKey, storedValue, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string traceId, string key, CancellationToken cancellationToken)
    {
        if (IsMlflows(key)) return;
        var id = TraceArrival.IdOf(traceId);
        var (isThere, isSent) = (false, false);
        var runs = live.TryChange(id, trace => (isThere, isSent) = (trace.Facts.RemoveTag(key), trace.WentEarly));
        if (runs && !isThere) throw new MlflowException($"There is no tag '{key}' on trace {traceId}.") { StatusCode = 404, ErrorCode = "RESOURCE_DOES_NOT_EXIST" };
        // What the first part of a long trace told MLflow stays there, whatever the last one says.
        if (runs && (!isSent || sink?.Server is null)) return;
        var server = Server;
        try
        {
            await arrival.OnceStoredAsync(id, () => server.DeleteTagAsync(traceId, WireLimits.OfTagKey(key) ?? key, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException missing) when (runs && missing.StatusCode == 404)
        {
            // Set after the first part went, so it was told to nobody.
        }
    }

    /// <summary>As it would be stored with the trace: redacted, and within MLflow's limits.</summary>
    private (string Key, string Value) AsStored(string key, string value)
    {
        var tags = TraceFacts.None with { Tags = new Dictionary<string, string> { [key] = value } };
        var kept = (_content?.Apply(tags) ?? tags).Tags;
        if (kept.Count == 0) throw new MlflowException("A processor or redactor failed on the tag, so it was not stored. Mend the redactor, or leave out what it fails on.");
        var (storedKey, storedValue) = kept.Single();
        return (WireLimits.OfTagKey(storedKey) ?? storedKey, WireLimits.OfTagValue(storedValue));
    }

    /// <summary>MLflow finds the trace's spans and files by them. MLflow Python passes over them too.</summary>
    private static bool IsMlflows(string key)
        => IsLeft(key, key is WireNames.SystemUser or WireNames.ArtifactLocation or WireNames.SpansLocation or WireNames.ArchiveLocation);

    private static bool IsLeft(string key, bool isLeft)
    {
        if (isLeft) SelfLog.Report("trace", $"The tag '{key}' is MLflow's own and is left as it is.");
        return isLeft;
    }
}
