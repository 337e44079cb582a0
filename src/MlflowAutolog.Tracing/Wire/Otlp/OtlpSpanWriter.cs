using MlflowAutolog.Tracing.Model;
using Fields = MlflowAutolog.Tracing.Wire.Otlp.OtlpFields.Span;

namespace MlflowAutolog.Tracing.Wire.Otlp;

/// <summary>One span as OTLP.</summary>
internal static class OtlpSpanWriter
{
    /// <param name="writer">Where to.</param>
    /// <param name="span">The span.</param>
    /// <param name="head">What <see cref="WriteHead"/> wrote of its trace.</param>
    /// <param name="facts">Its trace, when the span is the root and is to carry the trace's name, tags, session and user.</param>
    /// <param name="wrapsTexts">Whether texts that are JSON themselves travel in one layer more.</param>
    public static void Write(ProtobufWriter writer, SpanData span, ReadOnlySpan<byte> head, TraceData? facts, bool wrapsTexts)
    {
        int start = writer.Begin(OtlpFields.ScopeSpan.Spans);
        writer.Fields(head);
        writer.SpanId(Fields.SpanId, span.SpanId);
        if (!span.IsRoot)
            writer.SpanId(Fields.ParentSpanId, span.ParentSpanId);
        writer.Text(Fields.Name, WireLimits.OfName(span.Name));
        writer.Fixed64(Fields.Start, (ulong)span.StartUnixNano);
        writer.Fixed64(Fields.End, (ulong)Math.Max(span.StartUnixNano, span.EndUnixNano));
        Attributes(writer, span, wrapsTexts);
        if (facts is not null)
            TraceFacts(writer, facts, span);
        Events(writer, span);
        Links(writer, span);
        Status(writer, span);
        writer.End(start);
    }

    /// <summary>What every span of a trace says of it: the same bytes each time.</summary>
    public static void WriteHead(ProtobufWriter writer, TraceData trace)
    {
        writer.TraceId(Fields.TraceId, trace.TraceId);
        OtlpAttributeWriter.Text(writer, Fields.Attributes, WireNames.TraceRequestId, trace.Id);
    }

    private static void Attributes(ProtobufWriter writer, SpanData span, bool wrapsTexts)
    {
        OtlpAttributeWriter.Text(writer, Fields.Attributes, WireNames.SpanType, WireLimits.OfType(span.Type));
        OtlpAttributeWriter.Content(writer, Fields.Attributes, WireNames.SpanInputs, span.Inputs, wrapsTexts);
        OtlpAttributeWriter.Content(writer, Fields.Attributes, WireNames.SpanOutputs, span.Outputs, wrapsTexts);
        OtlpAttributeWriter.OfSpan(writer, Fields.Attributes, span.Attributes, wrapsTexts);
    }

    private static void TraceFacts(ProtobufWriter writer, TraceData trace, SpanData root)
    {
        if (trace.Root is not null)
            OtlpAttributeWriter.Text(writer, Fields.Attributes, WireNames.TraceTagPrefix + WireNames.TraceName, TraceTags.NameOf(trace, root));
        foreach (var (key, value) in TraceTags.Of(trace))
            OtlpAttributeWriter.Text(writer, Fields.Attributes, WireNames.TraceTagPrefix + key, value);
        Fact(WireNames.SessionAttribute, WireNames.Session);
        Fact(WireNames.UserAttribute, WireNames.User);

        void Fact(string attribute, string metadata)
        {
            if (trace.Metadata.TryGetValue(metadata, out string? value) && value.Length > 0)
                OtlpAttributeWriter.Text(writer, Fields.Attributes, attribute, WireLimits.OfMetadata(value));
        }
    }

    private static void Events(ProtobufWriter writer, SpanData span)
    {
        for (int i = 0; i < span.Events.Count; i++)
        {
            var happened = span.Events[i];
            int start = writer.Begin(Fields.Events);
            writer.Fixed64(OtlpFields.Event.Time, (ulong)happened.TimeUnixNano);
            writer.Text(OtlpFields.Event.Name, WireLimits.OfName(happened.Name));
            OtlpAttributeWriter.All(writer, OtlpFields.Event.Attributes, happened.Attributes);
            writer.End(start);
        }
    }

    private static void Links(ProtobufWriter writer, SpanData span)
    {
        for (int i = 0; i < span.Links.Count; i++)
        {
            var link = span.Links[i];
            int start = writer.Begin(Fields.Links);
            writer.TraceId(OtlpFields.Link.TraceId, link.TraceId);
            writer.SpanId(OtlpFields.Link.SpanId, link.SpanId);
            OtlpAttributeWriter.All(writer, OtlpFields.Link.Attributes, link.Attributes);
            writer.End(start);
        }
    }

    private static void Status(ProtobufWriter writer, SpanData span)
    {
        int start = writer.Begin(Fields.Status);
        if (!string.IsNullOrEmpty(span.StatusMessage))
            writer.Text(OtlpFields.Status.Message, span.StatusMessage);
        writer.Varint(OtlpFields.Status.Code, (ulong)span.Status);
        writer.End(start);
    }
}
