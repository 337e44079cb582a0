using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>Every text of a span, through a redactor.</summary>
internal static class SpanTexts
{
    /// <summary>What a name of which nothing is left is called.</summary>
    private const string NoName = "redacted";

    /// <summary>MLflow's own names say nothing, and the server looks for them.</summary>
    private const string OwnPrefix = "mlflow.";

    public static SpanData Redact(SpanData span, ITextRedactor redactor) => span with
    {
        Name = Text(span.Name, redactor) is { Length: > 0 } name ? name : NoName,
        Type = StructuralNames.IsKnownType(span.Type) ? span.Type : Text(span.Type, redactor) is { Length: > 0 } type ? type : SpanType.Unknown,
        StatusMessage = span.StatusMessage is null ? null : Text(span.StatusMessage, redactor),
        Inputs = JsonTexts.Redact(span.Inputs, redactor),
        Outputs = AreItems(span) ? StreamedTexts.Redact(span.Outputs, redactor, Has(span, WireNames.ItemsLeftOut)) : JsonTexts.Redact(span.Outputs, redactor),
        Attributes = Attributes(span.Attributes, redactor),
        Events = Events(span, redactor),
        Links = span.Links.Count == 0 ? span.Links : [.. span.Links.Select(link => link with { Attributes = Attributes(link.Attributes, redactor) })],
    };

    public static string Text(string text, ITextRedactor redactor, string name = "")
        => redactor.Find(text, name) is { } edits ? TextEdit.Apply(text, edits) : text;

    /// <summary>What a traced sequence gave is its outputs as a list, and in its chunks once more; a model's reply is put together from them.</summary>
    private static bool AreItems(SpanData span)
        => span.Outputs.Utf8.Span is [(byte)'[', ..] && span.Events.Any(static e => e.Name.StartsWith(WireNames.ChunkPrefix, StringComparison.Ordinal));

    private static bool Has(SpanData span, string attribute) => span.Attributes.Any(item => item.Key == attribute);

    private static IReadOnlyList<SpanEventData> Events(SpanData span, ITextRedactor redactor)
    {
        if (span.Events.Count == 0) return span.Events;
        // Whole texts first: half of a secret is not recognised, or worse, only in part.
        return [.. StreamedTexts.Redact(span.Events, redactor, Has(span, WireNames.ChunksLeftOut), AreItems(span)).Select(e => new SpanEventData(Text(e.Name, redactor), e.TimeUnixNano, Attributes(e, redactor)))];
    }

    private static IReadOnlyList<SpanAttribute> Attributes(SpanEventData e, ITextRedactor redactor)
        => e.Name.StartsWith(WireNames.ChunkPrefix, StringComparison.Ordinal)
            ? [.. e.Attributes.Select(attribute => attribute.Key == WireNames.ChunkValue ? attribute : Attribute(attribute, redactor))]
            : Attributes(e.Attributes, redactor);

    private static IReadOnlyList<SpanAttribute> Attributes(IReadOnlyList<SpanAttribute> attributes, ITextRedactor redactor)
        => attributes.Count == 0 ? attributes : [.. attributes.Select(attribute => Attribute(attribute, redactor))];

    private static SpanAttribute Attribute(SpanAttribute attribute, ITextRedactor redactor)
    {
        var (key, value) = (attribute.Key, attribute.Value);
        if (StructuralNames.Has(key)) return attribute;
        return new SpanAttribute(key.StartsWith(OwnPrefix, StringComparison.Ordinal) ? key : Text(key, redactor), value.Kind switch
        {
            AttributeKind.Text => AttributeValue.Of(Text(value.Text, redactor, key)),
            AttributeKind.Integer => redactor.OfNumber(value.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture), key) is { } replacement ? AttributeValue.Of(replacement) : value,
            AttributeKind.Number => redactor.OfNumber(value.Number.ToString("F0", System.Globalization.CultureInfo.InvariantCulture), key) is { } replacement ? AttributeValue.Of(replacement) : value,
            AttributeKind.Json => JsonTexts.Redact(value.Json, redactor) is var json && json.Utf8.Equals(value.Json.Utf8) ? value : AttributeValue.OfJson(json.Utf8.ToArray()),
            _ => value,
        });
    }
}
