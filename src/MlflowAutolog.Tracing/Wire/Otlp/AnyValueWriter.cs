using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire.Otlp;

/// <summary>Values as OTLP's <c>AnyValue</c>, typed: text never carries JSON's quotes, an object is a list of pairs, null is a value with nothing set.</summary>
internal static class AnyValueWriter
{
    public static void Text(ProtobufWriter writer, int field, string value)
    {
        if (ProtobufWriter.IsShort(value))
        {
            int brief = writer.BeginShort(field);
            writer.Text(OtlpFields.AnyValue.Text, value);
            writer.EndShort(brief);
            return;
        }

        int start = writer.Begin(field);
        writer.Text(OtlpFields.AnyValue.Text, value);
        writer.End(start);
    }

    public static void Write(ProtobufWriter writer, int field, AttributeValue value)
    {
        if (value.Kind == AttributeKind.Json)
            Json(writer, field, value.Json.Utf8.Span);
        else if (value.Kind == AttributeKind.Text)
            Text(writer, field, value.Text);
        else
            Scalar(writer, field, value);
    }

    /// <summary>What is no JSON after all is written as text: a span is never lost for its content.</summary>
    public static void Json(ProtobufWriter writer, int field, ReadOnlySpan<byte> json)
    {
        int mark = writer.Length;
        try
        {
            var reader = new Utf8JsonReader(json, JsonRewriter.Lenient);
            if (reader.Read())
            {
                Value(writer, field, ref reader, JsonLimits.Levels);
                return;
            }
        }
        catch (JsonException)
        {
            // A body that a stream cut off, or deeper than the reader goes: the text below says what it was.
        }

        writer.Truncate(mark);
        Text(writer, field, Encoding.UTF8.GetString(json));
    }

    private static void Scalar(ProtobufWriter writer, int field, AttributeValue value)
    {
        int start = writer.BeginShort(field);
        switch (value.Kind)
        {
            case AttributeKind.Integer:
                writer.Varint(OtlpFields.AnyValue.Integer, (ulong)value.Integer);
                break;
            case AttributeKind.Number:
                Number(writer, value.Number);
                break;
            case AttributeKind.Flag:
                writer.Varint(OtlpFields.AnyValue.Flag, value.Flag ? 1u : 0u);
                break;
        }

        writer.EndShort(start);
    }

    private static void Value(ProtobufWriter writer, int field, ref Utf8JsonReader reader, int levels)
    {
        int start = writer.Begin(field);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when levels == 0:
                reader.Skip();
                writer.Text(OtlpFields.AnyValue.Text, JsonLimits.Cut);
                break;
            case JsonTokenType.StartObject:
                Object(writer, ref reader, levels - 1);
                break;
            case JsonTokenType.StartArray:
                Array(writer, ref reader, levels - 1);
                break;
            case JsonTokenType.String:
                Content(writer, OtlpFields.AnyValue.Text, ref reader);
                break;
            case JsonTokenType.Number:
                Number(writer, ref reader);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.Varint(OtlpFields.AnyValue.Flag, reader.TokenType == JsonTokenType.True ? 1u : 0u);
                break;
        }

        writer.End(start);
    }

    private static void Object(ProtobufWriter writer, ref Utf8JsonReader reader, int levels)
    {
        int list = writer.Begin(OtlpFields.AnyValue.KeyValueList);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            int pair = writer.Begin(OtlpFields.AnyValue.Values);
            Content(writer, OtlpFields.KeyValue.Key, ref reader);
            reader.Read();
            Value(writer, OtlpFields.KeyValue.Value, ref reader, levels);
            writer.End(pair);
        }

        writer.End(list);
    }

    private static void Array(ProtobufWriter writer, ref Utf8JsonReader reader, int levels)
    {
        int list = writer.Begin(OtlpFields.AnyValue.Array);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            Value(writer, OtlpFields.AnyValue.Values, ref reader, levels);
        writer.End(list);
    }

    private static void Content(ProtobufWriter writer, int field, ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped && JsonStringContent.IsPlain(raw))
        {
            writer.Bytes(field, raw);
            return;
        }

        byte[] scratch = ArrayPool<byte>.Shared.Rent(JsonStringContent.MaxLength(raw));
        writer.Bytes(field, scratch.AsSpan(0, JsonStringContent.Decode(raw, scratch)));
        ArrayPool<byte>.Shared.Return(scratch);
    }

    private static void Number(ProtobufWriter writer, ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (reader.TryGetInt64(out long integer))
            writer.Varint(OtlpFields.AnyValue.Integer, (ulong)integer);
        else if (raw.ContainsAny(".eE"u8) && reader.TryGetDouble(out double number) && double.IsFinite(number))
            writer.Double(OtlpFields.AnyValue.Number, number);
        else
            writer.Bytes(OtlpFields.AnyValue.Text, raw);
    }

    /// <summary>MLflow stores a NaN so that no JSON parser but Python's reads the trace any more.</summary>
    private static void Number(ProtobufWriter writer, double number)
    {
        if (double.IsFinite(number))
            writer.Double(OtlpFields.AnyValue.Number, number);
        else
            writer.Text(OtlpFields.AnyValue.Text, number.ToString(CultureInfo.InvariantCulture));
    }
}
