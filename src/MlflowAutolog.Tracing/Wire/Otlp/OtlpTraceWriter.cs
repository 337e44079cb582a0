using System.Reflection;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire.Otlp;

/// <summary>Writes an OTLP <c>ExportTraceServiceRequest</c> in protobuf.</summary>
internal static class OtlpTraceWriter
{
    private const string Scope = "MlflowAutolog";

    private static readonly string Version =
        typeof(OtlpTraceWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <param name="writer">Where to.</param>
    /// <param name="traces">Whole traces or late spans.</param>
    /// <param name="traceFactsOnRoot">Name, tags, session and user also as attributes of the root (MLflow 3.17 and newer read them).</param>
    /// <param name="wrapsTexts">Texts that are JSON themselves in one layer more (<see cref="JsonLookingText"/>).</param>
    public static void Write(ProtobufWriter writer, IReadOnlyList<TraceData> traces, bool traceFactsOnRoot, bool wrapsTexts)
    {
        int resourceSpans = writer.Begin(OtlpFields.ResourceSpans);
        Resource(writer);
        int scopeSpans = writer.Begin(OtlpFields.ResourceSpan.ScopeSpans);
        int scope = writer.Begin(OtlpFields.ScopeSpan.Scope);
        writer.Text(OtlpFields.ScopeSpan.ScopeName, Scope);
        writer.End(scope);

        using var head = new ProtobufWriter();
        var last = LastOfEachId(traces);
        foreach (var trace in traces)
        {
            head.Truncate(0);
            OtlpSpanWriter.WriteHead(head, trace);
            foreach (var span in trace.Spans)
            {
                if (last is null || (last.TryGetValue(span, out var kept) && ReferenceEquals(kept, span) && last.Remove(span)))
                    OtlpSpanWriter.Write(writer, span, head.Written.Span, traceFactsOnRoot && SpeaksForTrace(trace, span) ? trace : null, wrapsTexts);
            }
        }

        writer.End(scopeSpans);
        writer.End(resourceSpans);
    }

    /// <summary>The root; of a part without one, which can only say session and user, the first span.</summary>
    private static bool SpeaksForTrace(TraceData trace, SpanData span)
        => trace.Root is { } root ? span.SpanId == root.SpanId : trace.Metadata.Count > 0 && ReferenceEquals(span, trace.Spans[0]);

    // Any other resource attribute, service.name included, would become a tag of every trace.
    private static void Resource(ProtobufWriter writer)
    {
        int resource = writer.Begin(OtlpFields.ResourceSpan.Resource);
        OtlpAttributeWriter.Text(writer, OtlpFields.ResourceSpan.ResourceAttributes, "telemetry.sdk.name", "mlflow-autolog");
        OtlpAttributeWriter.Text(writer, OtlpFields.ResourceSpan.ResourceAttributes, "telemetry.sdk.language", "dotnet");
        OtlpAttributeWriter.Text(writer, OtlpFields.ResourceSpan.ResourceAttributes, "telemetry.sdk.version", Version);
        writer.End(resource);
    }

    // The same span twice in a request is a 400 on PostgreSQL. Parts of one trace may hold it twice (as not ended, then as ended), a part by itself does not.
    private static Dictionary<SpanData, SpanData>? LastOfEachId(IReadOnlyList<TraceData> traces)
    {
        if (traces.Count < 2 || traces.DistinctBy(static trace => trace.TraceId).Count() == traces.Count)
            return null;
        var last = new Dictionary<SpanData, SpanData>(SameSpan.Instance);
        foreach (var trace in traces)
        {
            foreach (var span in trace.Spans)
                last[span] = span;
        }

        return last;
    }

    private sealed class SameSpan : IEqualityComparer<SpanData>
    {
        public static readonly SameSpan Instance = new();

        public bool Equals(SpanData? x, SpanData? y) => x?.SpanId == y?.SpanId && x?.TraceId == y?.TraceId;

        // Ids are random already: their own characters spread as well as a hash of them, and cost nothing.
        public int GetHashCode(SpanData obj)
        {
            string hex = obj.SpanId.ToHexString();
            return hex[^1] | hex[^2] << 7 | hex[^3] << 14 | hex[^4] << 21;
        }
    }
}
