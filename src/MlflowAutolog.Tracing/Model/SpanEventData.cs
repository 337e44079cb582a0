namespace MlflowAutolog.Tracing.Model;

/// <summary>An event of a finished span. Times are Unix nanoseconds.</summary>
internal sealed record SpanEventData(string Name, long TimeUnixNano, IReadOnlyList<SpanAttribute> Attributes);
