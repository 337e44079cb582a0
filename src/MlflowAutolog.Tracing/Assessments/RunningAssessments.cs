using System.Diagnostics;
using MlflowAutolog.Tracing.Recording;
using MlflowAutolog.Tracing.Rest.Assessments;

namespace MlflowAutolog.Tracing.Assessments;

/// <summary>The assessments of traces that run in this process: kept in memory, stored with the trace. Each call answers null or false for a trace that does not run here.</summary>
internal sealed class RunningAssessments(LiveTraces traces)
{
    public bool TryAdd(ActivityTraceId trace, Assessment assessment)
        => traces.TryAssess(trace, there => [.. there.Select(other => other.AssessmentId == assessment.Overrides ? other with { Valid = false } : other), assessment]);

    /// <param name="trace">The trace.</param>
    /// <param name="assessmentId">Which.</param>
    /// <param name="found">Null when the trace runs and has no such assessment.</param>
    public bool TryFind(ActivityTraceId trace, string assessmentId, out Assessment? found)
    {
        Assessment? one = null;
        var runs = traces.TryAssess(trace, there =>
        {
            one = there.FirstOrDefault(other => other.AssessmentId == assessmentId);
            return there;
        });
        found = one;
        return runs;
    }

    public Assessment? Update(ActivityTraceId trace, string assessmentId, Assessment change, DateTimeOffset now)
    {
        Assessment? updated = null;
        traces.TryAssess(trace, there =>
        {
            var old = there.FirstOrDefault(other => other.AssessmentId == assessmentId) ?? throw Missing(assessmentId);
            updated = Changed(old, change) with { LastUpdateTime = now };
            return [.. there.Select(other => ReferenceEquals(other, old) ? updated : other)];
        });
        return updated;
    }

    /// <summary>What it had overridden is valid again, as on the server.</summary>
    public bool TryDelete(ActivityTraceId trace, string assessmentId) => traces.TryAssess(trace, there =>
    {
        var gone = there.FirstOrDefault(other => other.AssessmentId == assessmentId);
        return gone is null ? there : [.. there.Where(other => other != gone).Select(other => other.AssessmentId == gone.Overrides ? other with { Valid = true } : other)];
    });

    public static MlflowException Missing(string assessmentId)
        => new($"There is no assessment with the id '{assessmentId}' on this trace. The id is AssessmentId of what a Log… call returned.") { StatusCode = 404 };

    private static Assessment Changed(Assessment old, Assessment change)
    {
        Assessment changed = (old, change) switch
        {
            (Feedback feedback, Feedback to) => AssessmentChange.HasValue(to) ? feedback with { Value = to.Value, Error = to.Error } : feedback,
            (Expectation expectation, Expectation to) => AssessmentChange.HasValue(to) ? expectation with { Value = to.Value } : expectation,
            _ => throw new MlflowException($"Assessment '{old.Name}' is of the kind {old.GetType().Name} and cannot become one of the kind {change.GetType().Name}."),
        };
        var metadata = new Dictionary<string, string>(old.Metadata);
        foreach (var (key, value) in change.Metadata) metadata[key] = value;
        return changed with { Name = change.Name, Rationale = change.Rationale ?? old.Rationale, RunId = change.RunId ?? old.RunId, Metadata = metadata };
    }
}
