using System.Diagnostics;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Processing;
using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Rest.Assessments;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog.Tracing.Assessments;

/// <summary>Assessments of one tracer's traces: of a running one in memory, of a stored one on the server, of one between the two after it has arrived.</summary>
internal sealed class TraceAssessments(MlflowOptions options, LiveTraces live, RecentTraces recent, ITracePipeline pipeline, ITraceSink? sink)
{
    private readonly RunningAssessments _running = new(live);
    private readonly ContentPipeline? _content = ContentPipeline.Of(options, static () => { });

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private bool AnythingWaits => pipeline.Statistics is var statistics && statistics.Pending + statistics.InfosPending > 0;

    /// <summary>Whether the trace runs, or went out, from here.</summary>
    public bool Know(string traceId) => WireIds.TryParseTraceId(traceId, out var id) && (live.TryAssess(id, static there => there) || recent.MayContain(id));

    public async Task<T> LogAsync<T>(string traceId, T given, CancellationToken cancellationToken)
        where T : Assessment
    {
        var id = IdOf(traceId);
        var complete = Redacted(AssessmentDraft.Complete(given, traceId, Now));
        // A trace whose info holds an issue that its server does not know would lose the info.
        if (given is IssueReference) await Server.DemandIssuesAsync(cancellationToken).ConfigureAwait(false);
        var running = complete with { TraceId = WireIds.TraceId(id) };
        if (_running.TryAdd(id, running)) return (T)running;
        return (T)await OnceStoredAsync(id, server => server.CreateAsync(complete, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IssueReference> LogIssueAsync(string traceId, IssueReference given, CancellationToken cancellationToken)
    {
        IdOf(traceId);
        if (string.IsNullOrWhiteSpace(given.Name)) throw new MlflowException("LogIssueAsync needs the id of an issue, for example 'iss-1a2b'.");
        var name = await Server.IssueNameAsync(given.Name, cancellationToken).ConfigureAwait(false);
        if (given.IssueName.Length > 0 && given.IssueName != name)
            throw new MlflowException($"Issue '{given.Name}' is called '{name}', not '{given.IssueName}'. Leave issueName out, or check the id.");
        return await LogAsync(traceId, given with { IssueName = name }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Assessment> UpdateAsync(string traceId, string assessmentId, Assessment given, CancellationToken cancellationToken)
    {
        var id = IdOf(traceId);
        var change = Redacted(AssessmentDraft.Change(given));
        return _running.Update(id, assessmentId, change, Now)
            ?? await OnceStoredAsync(id, server => server.UpdateAsync(traceId, assessmentId, change, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Feedback> OverrideAsync(string traceId, string assessmentId, Feedback given, CancellationToken cancellationToken)
    {
        if (await GetAsync(traceId, assessmentId, cancellationToken).ConfigureAwait(false) is not { } old) throw RunningAssessments.Missing(assessmentId);
        if (old is not Feedback) throw new MlflowException($"Assessment '{old.Name}' is of the kind {old.GetType().Name}; only a feedback can be overridden. Change it with UpdateAssessmentAsync.");
        return await LogAsync(traceId, given with { Name = old.Name, SpanId = old.SpanId, Overrides = assessmentId }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Assessment?> GetAsync(string traceId, string assessmentId, CancellationToken cancellationToken)
    {
        var id = IdOf(traceId);
        if (_running.TryFind(id, assessmentId, out var found)) return found;
        await ArriveAsync(id, cancellationToken).ConfigureAwait(false);
        if (sink?.Assessments is { } server) return await server.FindAsync(traceId, assessmentId, cancellationToken).ConfigureAwait(false);

        // The local store reads traces only as a whole.
        var trace = sink is null ? null : await sink.GetAsync(traceId, cancellationToken).ConfigureAwait(false);
        return trace?.Info.Assessments.FirstOrDefault(one => one.AssessmentId == assessmentId);
    }

    public async Task DeleteAsync(string traceId, string assessmentId, CancellationToken cancellationToken)
    {
        var id = IdOf(traceId);
        if (_running.TryDelete(id, assessmentId)) return;
        await OnceStoredAsync(id, Deleted, cancellationToken).ConfigureAwait(false);

        async Task<bool> Deleted(AssessmentClient server)
        {
            await server.DeleteAsync(traceId, assessmentId, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private Assessment Redacted(Assessment assessment) => _content is null ? assessment : _content.Apply(assessment);

    private AssessmentClient Server => sink?.Assessments ?? throw new MlflowException(
        "Assessments of a stored trace are kept by an MLflow server, and none is set. Set TrackingUri (MLFLOW_TRACKING_URI), or log them while the trace runs: then they are stored with it.");

    /// <summary>Ids of Databricks (<c>trace:/…</c>) and of other lengths are never those of a trace of this process.</summary>
    private static ActivityTraceId IdOf(string traceId)
    {
        if (string.IsNullOrWhiteSpace(traceId)) throw new MlflowException("A trace id is needed, 'tr-' and 32 hex digits: MlflowSpan.TraceId, Mlflow.LastTraceId or TraceInfo.TraceId.");
        return WireIds.TryParseTraceId(traceId, out var id) ? id : default;
    }

    private async Task<T> OnceStoredAsync<T>(ActivityTraceId id, Func<AssessmentClient, Task<T>> call, CancellationToken cancellationToken)
    {
        var server = Server;
        await ArriveAsync(id, cancellationToken).ConfigureAwait(false);
        try
        {
            return await call(server).ConfigureAwait(false);
        }
        catch (MlflowException missing) when (missing.StatusCode == 404 && (AnythingWaits || recent.MayContain(id)))
        {
            // Handed over at this moment, or so long ago that it is no recent one, and waiting still.
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            return await call(server).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a trace that may still be on its way. Before its info, too: MLflow 3.6 refuses the info of a trace that has an assessment already.</summary>
    private async Task ArriveAsync(ActivityTraceId id, CancellationToken cancellationToken)
    {
        if (AnythingWaits && recent.MayContain(id)) await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>No longer than a request may take: a server that is down is to be told as such.</summary>
    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.RequestTimeout!.Value, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await pipeline.FlushAsync(either.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
