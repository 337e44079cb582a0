using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Values;

/// <summary>Values that have one obvious form in JSON, the commonest first.</summary>
internal static class ScalarWriter
{
    /// <summary>False, with nothing written, when the value is of another kind. Foreign code it calls may throw.</summary>
    public static bool TryWrite(ValueWriter writer, object value)
    {
        var output = writer.Output;
        switch (value)
        {
            case string text: writer.WriteText(text); return true;
            case bool flag: output.Flag(flag); return true;
            case int number: output.Number(number); return true;
            case long number: output.Number(number); return true;
            case double number: output.Number(number); return true;
            case float number: output.Number(number); return true;
            case decimal number: output.Number(number); return true;
            case JsonText json:
                writer.Attach(json.Attachments);
                WriteJson(writer, json.Utf8.Span);
                return true;
            case TraceAttachment attachment: writer.WriteAttachment(attachment); return true;
            case JsonElement element: WriteElement(writer, element); return true;
            case JsonDocument document: WriteElement(writer, document.RootElement); return true;
            case JsonNode node: WriteJson(writer, Encoding.UTF8.GetBytes(node.ToJsonString())); return true;
            case byte[] bytes: WriteBinary(output, bytes); return true;
            case ReadOnlyMemory<byte> bytes: WriteBinary(output, bytes.Span); return true;
            case Memory<byte> bytes: WriteBinary(output, bytes.Span); return true;
            case ArraySegment<byte> bytes: WriteBinary(output, bytes); return true;
            default: return TryWriteRare(output, value);
        }
    }

    private static bool TryWriteRare(JsonOutput output, object value)
    {
        switch (value)
        {
            case char character: output.Text([character]); return true;
            case byte number: output.Number(number); return true;
            case sbyte number: output.Number(number); return true;
            case short number: output.Number(number); return true;
            case ushort number: output.Number(number); return true;
            case uint number: output.Number(number); return true;
            case ulong number and <= long.MaxValue: output.Number((long)number); return true;
            case nint number: output.Number(number); return true;
            case Half number: output.Number((float)number); return true;
            case DateTime time: output.Text(time.ToString("O", CultureInfo.InvariantCulture)); return true;
            case DateTimeOffset time: output.Text(time.ToString("O", CultureInfo.InvariantCulture)); return true;
            case DateOnly date: output.Text(date.ToString("O", CultureInfo.InvariantCulture)); return true;
            case TimeOnly time: output.Text(time.ToString("O", CultureInfo.InvariantCulture)); return true;
            case TimeSpan duration: output.Text(duration.ToString("c", CultureInfo.InvariantCulture)); return true;
            default: return false;
        }
    }

    private static void WriteElement(ValueWriter writer, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Undefined)
        {
            writer.Output.Null();
            return;
        }

#if NET9_0_OR_GREATER
        WriteJson(writer, System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element));
#else
        WriteJson(writer, Encoding.UTF8.GetBytes(element.GetRawText()));
#endif
    }

    private static void WriteJson(ValueWriter writer, ReadOnlySpan<byte> json)
    {
        if (!JsonRewriter.TryWrite(json, writer.Output, writer.LevelsLeft, JsonLimits.LargeTexts))
            writer.WriteText(Encoding.UTF8.GetString(json));
    }

    private static void WriteBinary(JsonOutput output, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= JsonLimits.Binary)
            output.Base64(bytes);
        else
            output.Text(string.Create(CultureInfo.InvariantCulture, $"<{bytes.Length} bytes>"));
    }
}
