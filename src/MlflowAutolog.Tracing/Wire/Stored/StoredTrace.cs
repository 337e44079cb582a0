using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire.Stored;

/// <summary>Spans as they are stored, to the form a user reads.</summary>
internal static class StoredTrace
{
    /// <param name="info">Facts of the trace.</param>
    /// <param name="spans">In any order.</param>
    public static MlflowTrace Of(TraceInfo info, IReadOnlyList<SpanData> spans) => new(info, [.. InTreeOrder(spans).Select(SpanOf)]);

    private static IEnumerable<SpanData> InTreeOrder(IReadOnlyList<SpanData> spans)
    {
        var ids = spans.Select(span => span.SpanId).ToHashSet();
        var children = spans.Where(HasParent).OrderByDescending(span => span.StartUnixNano).ToLookup(span => span.ParentSpanId);
        var seen = new HashSet<SpanData>(ReferenceEqualityComparer.Instance);
        var open = new Stack<SpanData>(spans.Where(span => !HasParent(span)).OrderByDescending(span => span.StartUnixNano));
        while (open.TryPop(out var span))
        {
            if (!seen.Add(span)) continue;
            yield return span;
            foreach (var child in children[span.SpanId]) open.Push(child);
        }
        // Spans that are each other's parents come from a broken writer, but they are there.
        foreach (var span in spans.Where(span => !seen.Contains(span))) yield return span;

        bool HasParent(SpanData span) => !span.IsRoot && ids.Contains(span.ParentSpanId);
    }

    private static TraceSpan SpanOf(SpanData span)
    {
        return new TraceSpan
        {
            SpanId = span.SpanId.ToHexString(),
            ParentId = span.IsRoot ? null : span.ParentSpanId.ToHexString(),
            Name = span.Name,
            SpanType = span.Type,
            Status = span.Status,
            StatusMessage = span.StatusMessage,
            StartTime = UnixTime.ToDateTimeOffset(span.StartUnixNano),
            Duration = UnixTime.Between(span.StartUnixNano, span.EndUnixNano),
            Inputs = ElementOf(span.Inputs),
            Outputs = ElementOf(span.Outputs),
            Attributes = AttributesOf(span.Attributes),
            Events = [.. span.Events.OrderBy(item => item.TimeUnixNano).Select(EventOf)],
            Links = [.. span.Links.Select(link => new TraceSpanLink(WireIds.TraceId(link.TraceId), link.SpanId.ToHexString(), AttributesOf(link.Attributes)))],
            Usage = UsageOf(span.Attributes),
        };
    }

    private static TraceSpanEvent EventOf(SpanEventData item) => new(item.Name, UnixTime.ToDateTimeOffset(item.TimeUnixNano), AttributesOf(item.Attributes));

    private static Dictionary<string, JsonElement> AttributesOf(IReadOnlyList<SpanAttribute> attributes)
    {
        var elements = new Dictionary<string, JsonElement>(attributes.Count);
        foreach (var (key, value) in attributes) elements[key] = ScalarJson.ToElement(value);
        return elements;
    }

    private static JsonElement? ElementOf(JsonText text) => text.IsAbsent ? null : ScalarJson.ToElement(AttributeValue.OfJson(text.Utf8.ToArray()));

    private static TokenUsage? UsageOf(IReadOnlyList<SpanAttribute> attributes)
    {
        var value = attributes.FirstOrDefault(attribute => attribute.Key == WireNames.ChatTokenUsage).Value;
        return SpanUsage.TryRead(value)?.ToPublic();
    }
}
