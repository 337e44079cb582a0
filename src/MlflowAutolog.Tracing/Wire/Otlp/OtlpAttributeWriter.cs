using System.Runtime.InteropServices;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Wire.Otlp;

/// <summary>Attributes as OTLP's <c>KeyValue</c>, and the few of them whose value MLflow would refuse together with the whole request.</summary>
internal static class OtlpAttributeWriter
{
    public static void Text(ProtobufWriter writer, int field, string key, string value)
    {
        if (writer.TryPlainPair(field, OtlpFields.KeyValue.Key, key, OtlpFields.KeyValue.Value, OtlpFields.AnyValue.Text, value))
            return;
        int start = Begin(writer, field, key);
        AnyValueWriter.Text(writer, OtlpFields.KeyValue.Value, value);
        writer.End(start);
    }

    public static void Json(ProtobufWriter writer, int field, string key, JsonText value)
    {
        if (value.IsAbsent)
            return;
        int start = Begin(writer, field, key);
        AnyValueWriter.Json(writer, OtlpFields.KeyValue.Value, value.Utf8.Span);
        writer.End(start);
    }

    /// <summary>As <see cref="Json"/>, for a value of the application's own.</summary>
    public static void Content(ProtobufWriter writer, int field, string key, JsonText value, bool wrapsTexts)
    {
        if (wrapsTexts && JsonLookingText.Wrap(value) is { } wrapped)
            Text(writer, field, key, wrapped);
        else
            Json(writer, field, key, value);
    }

    public static void Value(ProtobufWriter writer, int field, string key, AttributeValue value)
    {
        if (value.Kind == AttributeKind.Text)
        {
            Text(writer, field, key, value.Text);
            return;
        }

        int start = Begin(writer, field, key);
        AnyValueWriter.Write(writer, OtlpFields.KeyValue.Value, value);
        writer.End(start);
    }

    public static void All(ProtobufWriter writer, int field, IReadOnlyList<SpanAttribute> attributes)
    {
        foreach (ref readonly var attribute in InPlace(attributes))
            Value(writer, field, attribute.Key, attribute.Value);
    }

    /// <summary>As <see cref="All"/>, for a span: MLflow interprets some keys there.</summary>
    public static void OfSpan(ProtobufWriter writer, int field, IReadOnlyList<SpanAttribute> attributes, bool wrapsTexts)
    {
        foreach (ref readonly var attribute in InPlace(attributes))
            OfSpan(writer, field, in attribute, wrapsTexts);
    }

    private static void OfSpan(ProtobufWriter writer, int field, in SpanAttribute attribute, bool wrapsTexts)
    {
        string key = attribute.Key;
        var value = attribute.Value;
        switch (key)
        {
            case WireNames.ChatTokenUsage:
                if (SpanUsage.TryRead(value) is { } usage)
                    Json(writer, field, key, new JsonText(usage.ToJson()));
                else
                    Refused(writer, field, attribute);
                break;
            case WireNames.Cost when !SpanCost.IsValid(value):
                Refused(writer, field, attribute);
                break;
            case WireNames.SessionAttribute or WireNames.UserAttribute or WireNames.ConversationAttribute when value.Kind == AttributeKind.Text:
                Text(writer, field, key, WireLimits.OfMetadata(value.Text));
                break;
            case WireNames.TraceTagPrefix + WireNames.SpansLocation or WireNames.TraceTagPrefix + WireNames.ArtifactLocation:
                Refused(writer, field, attribute);
                break;
            default:
                if (wrapsTexts && WrapOwn(in attribute) is { } wrapped)
                    Text(writer, field, key, wrapped);
                else
                    Value(writer, field, key, value);
                break;
        }
    }

    // An attribute is five words: by the interface each would be copied twice.
    private static ReadOnlySpan<SpanAttribute> InPlace(IReadOnlyList<SpanAttribute> attributes) => attributes switch
    {
        SpanAttribute[] array => array,
        List<SpanAttribute> list => CollectionsMarshal.AsSpan(list),
        _ => attributes.ToArray(),
    };

    // Of its own keys MLflow reads some before it takes the layer off.
    private static string? WrapOwn(in SpanAttribute attribute) =>
        attribute.Value.Kind == AttributeKind.Text && JsonLookingText.MayNeedIt(attribute.Value.Text) && !attribute.Key.StartsWith("mlflow.", StringComparison.Ordinal)
            ? JsonLookingText.Wrap(attribute.Value.Text)
            : null;

    // Under a name that MLflow does not interpret, so that it can still be seen what was there.
    private static void Refused(ProtobufWriter writer, int field, SpanAttribute attribute) =>
        Value(writer, field, "refused." + attribute.Key, attribute.Value);

    private static int Begin(ProtobufWriter writer, int field, string key)
    {
        int start = writer.Begin(field);
        writer.Text(OtlpFields.KeyValue.Key, key);
        return start;
    }
}
