using System.Text;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>The chunks of one stream, redacted as the text that they are together: what is cut in two by them is in none of them whole.</summary>
internal static class StreamedTexts
{
    /// <param name="events">All of a span.</param>
    /// <param name="redactor">What to look for.</param>
    /// <param name="isCut">Whether the stream had more chunks than have an event: then one may end within a secret.</param>
    /// <param name="areItems">Whether they may be texts of their own, too, and not only pieces of one.</param>
    public static IReadOnlyList<SpanEventData> Redact(IReadOnlyList<SpanEventData> events, ITextRedactor redactor, bool isCut, bool areItems)
    {
        List<(int Event, byte[] Chunk)>? chunks = null;
        for (var i = 0; i < events.Count; i++)
        {
            if (ChunkOf(events[i]) is { } chunk) (chunks ??= []).Add((i, chunk));
        }

        if (chunks is null) return events;
        var joined = new JoinedChunks(chunks.Count, isCut);
        for (var i = 0; i < chunks.Count; i++) joined.Add(i, chunks[i].Chunk);
        var changed = joined.Redact(redactor);
        SpanEventData[] redacted = [.. events];
        for (var i = 0; i < chunks.Count; i++)
        {
            var (at, chunk) = chunks[i];
            // Not the strings of pieces again: one of a version is an address.
            var text = JsonTexts.Redact(new JsonText(changed?[i] ?? chunk), redactor, strings: areItems).Utf8;
            if (!text.Equals(chunk)) redacted[at] = With(events[at], text.ToArray());
        }

        return redacted;
    }

    /// <summary>The items that a traced sequence gave, as the list that its outputs are: together, and each by itself, because nobody knows whether they are pieces of one text.</summary>
    /// <param name="items">A JSON array.</param>
    /// <param name="redactor">What to look for.</param>
    /// <param name="isCut">Whether there were more.</param>
    public static JsonText Redact(JsonText items, ITextRedactor redactor, bool isCut) => JsonTexts.Redact(Together(items, redactor, isCut), redactor);

    private static JsonText Together(JsonText items, ITextRedactor redactor, bool isCut)
    {
        if (JsonOutline.Of(items.Utf8) is not { } outline || !outline.IsArray(JsonOutline.Root)) return items;
        int[] nodes = [.. outline.Children(JsonOutline.Root)];
        var joined = new JoinedChunks(nodes.Length, isCut);
        for (var i = 0; i < nodes.Length; i++) joined.Add(i, Bytes(outline.Place(nodes[i])));
        if (joined.Redact(redactor) is not { } changed) return items;
        var splice = new JsonSplice(items.Utf8);
        for (var i = 0; i < nodes.Length; i++)
        {
            if (changed[i] is { } by) splice.Replace(outline.Place(nodes[i]), by);
        }

        return new JsonText(splice.ToArray());

        byte[] Bytes((int Start, int End) place) => items.Utf8[place.Start..place.End].ToArray();
    }

    private static byte[]? ChunkOf(SpanEventData e)
    {
        if (!e.Name.StartsWith(WireNames.ChunkPrefix, StringComparison.Ordinal)) return null;
        foreach (var (key, value) in e.Attributes)
        {
            if (key != WireNames.ChunkValue) continue;
            return value.Kind switch
            {
                AttributeKind.Text => Encoding.UTF8.GetBytes(value.Text),
                AttributeKind.Json => value.Json.Utf8.ToArray(),
                _ => null,
            };
        }

        return null;
    }

    private static SpanEventData With(SpanEventData e, byte[] chunk) => e with
    {
        Attributes = [.. e.Attributes.Select(attribute => attribute.Key != WireNames.ChunkValue ? attribute : new SpanAttribute(
            attribute.Key,
            attribute.Value.Kind == AttributeKind.Json ? AttributeValue.OfJson(chunk) : AttributeValue.Of(Encoding.UTF8.GetString(chunk))))],
    };
}
