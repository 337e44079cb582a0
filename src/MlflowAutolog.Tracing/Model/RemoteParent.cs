using System.Diagnostics;

namespace MlflowAutolog.Tracing.Model;

/// <summary>A span of another process, as its header tells of it.</summary>
/// <param name="TraceId">MLflow's trace id without its prefix.</param>
/// <param name="SpanId">The span's id.</param>
/// <param name="IsSampled">Whether the other side records; what is beneath does as it does.</param>
internal sealed record RemoteParent(ActivityTraceId TraceId, ActivitySpanId SpanId, bool IsSampled)
{
    /// <summary>Nobody's: what starts beneath is a trace of its own.</summary>
    public static readonly RemoteParent None = new(default, default, IsSampled: false);
}
