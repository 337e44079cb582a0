
namespace MlflowAutolog.Tracing.Recording;

/// <summary>What a span starts with.</summary>
internal readonly record struct SpanStart(string Name, string SpanType)
{
    /// <summary>Decides in place of the tracer's ratio when this span is a root; nothing beneath a span that is already decided.</summary>
    public double? SamplingRatio { get; init; }

    /// <summary>Unix nanoseconds; 0 = now.</summary>
    public long StartUnixNano { get; init; }
}
