using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Delivery;

/// <summary>Rough bytes of a trace: near enough for the bounds on memory and on a request.</summary>
internal static class TraceSize
{
    private const int PerSpan = 256;
    private const int PerAttribute = 48;

    public static long Of(TraceData trace)
    {
        long size = PerSpan;
        foreach (var span in trace.Spans) size += Of(span);
        foreach (var attachment in trace.Attachments) size += attachment.Content.Length;
        foreach (var (key, value) in trace.Tags) size += key.Length + value.Length;
        size += AssessmentSize.Of(trace.Assessments);
        foreach (var (key, value) in trace.Metadata) size += key.Length + value.Length;
        return size;
    }

    public static long Of(SpanData span)
    {
        long size = PerSpan + span.Name.Length + span.Inputs.Length + span.Outputs.Length + Of(span.Attributes);
        foreach (var item in span.Events) size += PerAttribute + Of(item.Attributes);
        foreach (var link in span.Links) size += PerAttribute + Of(link.Attributes);
        return size;
    }

    private static long Of(IReadOnlyList<SpanAttribute> attributes)
    {
        long size = 0;
        foreach (var (key, value) in attributes)
        {
            size += PerAttribute + key.Length;
            if (value.Kind == AttributeKind.Text) size += value.Text.Length;
            else if (value.Kind == AttributeKind.Json) size += value.Json.Length;
        }

        return size;
    }
}
