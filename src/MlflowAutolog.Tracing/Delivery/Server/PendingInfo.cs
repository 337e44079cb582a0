using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Rest;

namespace MlflowAutolog.Tracing.Delivery.Server;

/// <summary>A trace info on its way.</summary>
/// <param name="TraceId">MLflow's id.</param>
/// <param name="Call">Written: smaller than the trace, which memory can then forget.</param>
/// <param name="SaysNoMore">It may be left out under a backlog.</param>
/// <param name="Artifact">The trace, where the server may want <c>traces.json</c> beside the spans.</param>
internal sealed record PendingInfo(string TraceId, MlflowCall Call, bool SaysNoMore, TraceData? Artifact)
{
    /// <summary>Assessments to be created after the info: only then MLflow marks those that they replace.</summary>
    public required IReadOnlyList<Assessment> Overriding { get; init; }

    /// <summary>How many assessments it brings, those to be created after it included.</summary>
    public int Assessments { get; init; }

    /// <summary>Called once, with what MLflow answered, or null when the info is given up.</summary>
    public Action<MlflowReply?>? Then { get; init; }
}
