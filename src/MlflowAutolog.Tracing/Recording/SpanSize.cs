using System.Runtime.InteropServices;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Recording;

/// <summary>Rough bytes that a finished span takes in memory, for the bounds on what waits.</summary>
internal static class SpanSize
{
    // Objects and strings around the values; measured at 400 to 700 bytes for spans without content.
    private const int Overhead = 512;

    public static long Of(SpanData span)
    {
        long size = Overhead + Of(span.Inputs) + Of(span.Outputs) + (span.Deferred?.Size ?? 0);
        foreach (ref readonly var attribute in Plain(span.Attributes)) size += Of(attribute.Value);
        return size + (span.Events.Count * 256) + (span.Links.Count * 256);
    }

    private static long Of(JsonText value)
    {
        long size = value.Length;
        foreach (var attachment in value.Attachments ?? []) size += attachment.Content.Length;
        return size;
    }

    private static long Of(AttributeValue value) => 64 + value.Kind switch
    {
        AttributeKind.Json => Of(value.Json),
        AttributeKind.Text => 2 * value.Text.Length,
        _ => 0,
    };

    // On the caller's thread at every end of a span: an enumerator would be an object more, and two calls for each attribute.
    private static ReadOnlySpan<SpanAttribute> Plain(IReadOnlyList<SpanAttribute> attributes) => attributes switch
    {
        List<SpanAttribute> list => CollectionsMarshal.AsSpan(list),
        SpanAttribute[] array => array,
        _ => attributes.ToArray(),
    };
}
