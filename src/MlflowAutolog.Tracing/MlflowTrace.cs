namespace MlflowAutolog;

/// <summary>A stored trace, read back.</summary>
/// <param name="Info">Facts of the trace as a whole.</param>
/// <param name="Spans">All spans, parents before children, siblings in order of start.</param>
public sealed record MlflowTrace(TraceInfo Info, IReadOnlyList<TraceSpan> Spans)
{
    /// <summary>The first span without a parent; <see langword="null"/> while none is stored.</summary>
    public TraceSpan? Root => Spans.FirstOrDefault(span => span.ParentId is null);
}
