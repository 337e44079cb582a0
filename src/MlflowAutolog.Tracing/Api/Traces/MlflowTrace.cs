using MlflowAutolog.Tracing.Rest.Traces;

namespace MlflowAutolog;

/// <summary>A stored trace, read back.</summary>
/// <param name="Info">Facts of the trace as a whole.</param>
/// <param name="Spans">All spans, parents before children, siblings in order of start.</param>
public sealed record MlflowTrace(TraceInfo Info, IReadOnlyList<TraceSpan> Spans)
{
    /// <summary>The first span without a parent; <see langword="null"/> while none is stored.</summary>
    public TraceSpan? Root => Spans.FirstOrDefault(span => span.ParentId is null);

    /// <summary>Reads what <see cref="ToJson"/>, or <c>Trace.to_json</c> of MLflow Python, wrote.</summary>
    /// <exception cref="MlflowException">It is no such text.</exception>
    public static MlflowTrace Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return TraceJson.Parse(json);
    }

    /// <summary>The trace in MLflow's own JSON, which <c>Trace.from_json</c> of MLflow Python reads. Times are kept to 100 ns.</summary>
    public string ToJson() => TraceJson.Write(this);
}
