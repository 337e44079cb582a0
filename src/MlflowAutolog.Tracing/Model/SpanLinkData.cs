using System.Diagnostics;

namespace MlflowAutolog.Tracing.Model;

/// <summary>A link from a span to a span of this or another trace.</summary>
internal sealed record SpanLinkData(ActivityTraceId TraceId, ActivitySpanId SpanId, IReadOnlyList<SpanAttribute> Attributes);
