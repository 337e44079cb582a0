using System.Diagnostics;
using MlflowAutolog.Tracing.Changing;
using MlflowAutolog.Tracing.Delivery;
using MlflowAutolog.Tracing.Processing;
using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Rest.Assessments;
using MlflowAutolog.Tracing.Wire;

namespace MlflowAutolog.Tracing.Assessments;

/// <summary>Assessments of one tracer's traces: of a running one in memory, of a stored one on the server, of one between the two after it has arrived.</summary>
internal sealed class TraceAssessments(MlflowOptions options, LiveTraces live, TraceArrival arrival, ITraceSink? sink)
{
    private readonly RunningAssessments _running = new(live);
    private readonly ContentPipeline? _content = ContentPipeline.Of(options, static () => { });

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public async Task<T> LogAsync<T>(string traceId, T given, CancellationToken cancellationToken)
        where T : Assessment
    {
        var id = TraceArrival.IdOf(traceId);
        var complete = Redacted(AssessmentDraft.Complete(given, traceId, Now));
        // A trace whose info holds an issue that its server does not know would lose the info.
        if (given is IssueReference) await Issues.DemandIssuesAsync(cancellationToken).ConfigureAwait(false);
        var running = complete with { TraceId = WireIds.TraceId(id) };
        if (_running.TryAdd(id, running)) return (T)running;
        return (T)await OnceStoredAsync(id, server => server.CreateAsync(complete, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public async Task<IssueReference> LogIssueAsync(string traceId, IssueReference given, CancellationToken cancellationToken)
    {
        TraceArrival.IdOf(traceId);
        if (string.IsNullOrWhiteSpace(given.Name)) throw new MlflowException("LogIssueAsync needs the id of an issue, for example 'iss-1a2b'.");
        var name = await Issues.IssueNameAsync(given.Name, cancellationToken).ConfigureAwait(false);
        if (given.IssueName.Length > 0 && given.IssueName != name)
            throw new MlflowException($"Issue '{given.Name}' is called '{name}', not '{given.IssueName}'. Leave issueName out, or check the id.");
        return await LogAsync(traceId, given with { IssueName = name }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Assessment> UpdateAsync(string traceId, string assessmentId, Assessment given, CancellationToken cancellationToken)
    {
        var id = TraceArrival.IdOf(traceId);
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
        var id = TraceArrival.IdOf(traceId);
        if (_running.TryFind(id, assessmentId, out var found)) return found;
        await arrival.WaitAsync(id, cancellationToken).ConfigureAwait(false);
        if (sink?.Server?.Assessments is { } server) return await server.FindAsync(traceId, assessmentId, cancellationToken).ConfigureAwait(false);

        // The local store reads traces only as a whole.
        var trace = sink is null ? null : await sink.GetAsync(traceId, cancellationToken).ConfigureAwait(false);
        return trace?.Info.Assessments.FirstOrDefault(one => one.AssessmentId == assessmentId);
    }

    public async Task DeleteAsync(string traceId, string assessmentId, CancellationToken cancellationToken)
    {
        var id = TraceArrival.IdOf(traceId);
        if (_running.TryDelete(id, assessmentId)) return;
        var server = Server;
        await arrival.OnceStoredAsync(id, () => server.DeleteAsync(traceId, assessmentId, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private Assessment Redacted(Assessment assessment) => _content is null ? assessment : _content.Apply(assessment);

    private AssessmentClient Server => sink.ServerFor("An assessment of a trace that does not run here", "log it while the trace runs: then it is stored with it").Assessments;

    private AssessmentClient Issues => sink.ServerFor("The reference to an issue").Assessments;

    private Task<T> OnceStoredAsync<T>(ActivityTraceId id, Func<AssessmentClient, Task<T>> call, CancellationToken cancellationToken)
    {
        var server = Server;
        return arrival.OnceStoredAsync(id, () => call(server), cancellationToken);
    }
}
