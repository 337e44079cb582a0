using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Wire;

/// <summary>An attribute's value to JSON and back, keeping apart what JSON alone does not: 1 from 1.0, and NaN.</summary>
internal static class ScalarJson
{
    /// <param name="json">Where to.</param>
    /// <param name="value">What.</param>
    /// <param name="bareNaN">NaN and infinities as Python writes them into an attribute's text (no valid JSON); else as strings.</param>
    public static void Write(Utf8JsonWriter json, AttributeValue value, bool bareNaN)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text: json.WriteStringValue(value.Text); break;
            case AttributeKind.Integer: json.WriteNumberValue(value.Integer); break;
            case AttributeKind.Number: WriteNumber(json, value.Number, bareNaN); break;
            case AttributeKind.Flag: json.WriteBooleanValue(value.Flag); break;
            case AttributeKind.Json: json.WriteRawValue(value.Json.Utf8.Span, skipInputValidation: true); break;
            default: json.WriteNullValue(); break;
        }
    }

    public static AttributeValue Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String: return AttributeValue.Of(element.GetString()!);
            case JsonValueKind.True: return AttributeValue.Of(true);
            case JsonValueKind.False: return AttributeValue.Of(false);
            case JsonValueKind.Null: return default;
            case JsonValueKind.Number when element.TryGetInt64(out var integer) && !HasFraction(element): return AttributeValue.Of(integer);
            case JsonValueKind.Number when HasFraction(element) && element.TryGetDouble(out var number) && double.IsFinite(number): return AttributeValue.Of(number);
            default: return AttributeValue.OfJson(Encoding.UTF8.GetBytes(element.GetRawText()));
        }
    }

    /// <summary>The value by itself, for users to read; NaN and infinities are strings.</summary>
    public static JsonElement ToElement(AttributeValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, TracesJson.WriterOptions)) Write(json, value, bareNaN: false);
        try
        {
            using var document = LenientJson.Parse(buffer.WrittenMemory);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Deeper than a reader can go: better as text than not at all.
            return ToElement(AttributeValue.Of(Encoding.UTF8.GetString(buffer.WrittenSpan)));
        }
    }

    /// <summary>The value of an attribute's text; what is no JSON is text after all.</summary>
    public static AttributeValue ReadText(string text)
    {
        switch (text)
        {
            case "NaN": return AttributeValue.Of(double.NaN);
            case "Infinity": return AttributeValue.Of(double.PositiveInfinity);
            case "-Infinity": return AttributeValue.Of(double.NegativeInfinity);
        }
        try
        {
            using var document = LenientJson.Parse(Encoding.UTF8.GetBytes(text));
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            // Attributes that other clients wrote are not always JSON.
            return AttributeValue.Of(text);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, double number, bool bareNaN)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
        {
            if (bareNaN) json.WriteRawValue(text, skipInputValidation: true);
            else json.WriteStringValue(text);
            return;
        }
        if (text.AsSpan().IndexOfAny('.', 'E') < 0) text += ".0";
        json.WriteRawValue(text, skipInputValidation: true);
    }

    private static bool HasFraction(JsonElement number) => number.GetRawText().AsSpan().IndexOfAny(".eE") >= 0;
}
