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
        Outputs = JsonTexts.Redact(span.Outputs, redactor),
        Attributes = Attributes(span.Attributes, redactor),
        Events = Events(span, redactor),
        Links = span.Links.Count == 0 ? span.Links : [.. span.Links.Select(link => link with { Attributes = Attributes(link.Attributes, redactor) })],
    };

    public static string Text(string text, ITextRedactor redactor, string name = "")
        => redactor.Find(text, name) is { } edits ? TextEdit.Apply(text, edits) : text;

    private static IReadOnlyList<SpanEventData> Events(SpanData span, ITextRedactor redactor)
    {
        if (span.Events.Count == 0) return span.Events;
        var isCut = span.Attributes.Any(static attribute => attribute.Key == WireNames.ChunksLeftOut);
        // Whole texts first: half of a secret is not recognised, or worse, only in part.
        return [.. StreamedTexts.Redact(span.Events, redactor, isCut).Select(e => new SpanEventData(Text(e.Name, redactor), e.TimeUnixNano, Attributes(e, redactor)))];
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
