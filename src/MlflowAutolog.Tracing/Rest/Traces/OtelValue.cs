using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Wire.Stored;

namespace MlflowAutolog.Tracing.Rest.Traces;

/// <summary>OpenTelemetry's AnyValue in protobuf's JSON.</summary>
internal static class OtelValue
{
    public static AttributeValue Read(JsonElement? value)
    {
        if (Member(value) is not { } member) return default;
        switch (member.Name)
        {
            case "string_value": return AttributeValue.Of(member.Value.ToString());
            case "bool_value": return AttributeValue.Of(member.Value.ValueKind is JsonValueKind.True);
            case "int_value" when long.TryParse(member.Value.ToString(), CultureInfo.InvariantCulture, out var integer): return AttributeValue.Of(integer);
            case "double_value" when double.TryParse(member.Value.ToString(), CultureInfo.InvariantCulture, out var number): return AttributeValue.Of(number);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, TracesJson.WriterOptions)) Write(json, member);
        return AttributeValue.OfJson(buffer.WrittenSpan.ToArray());
    }

    private static void Write(Utf8JsonWriter json, JsonElement? value)
    {
        if (Member(value) is { } member) Write(json, member);
        else json.WriteNullValue();
    }

    private static void Write(Utf8JsonWriter json, JsonProperty member)
    {
        switch (member.Name)
        {
            case "kvlist_value":
                json.WriteStartObject();
                foreach (var item in member.Value.Objects("values"))
                {
                    json.WritePropertyName(item.Text("key") ?? "");
                    Write(json, item.Object("value"));
                }

                json.WriteEndObject();
                break;
            case "array_value":
                json.WriteStartArray();
                foreach (var item in member.Value.Objects("values")) Write(json, item);
                json.WriteEndArray();
                break;
            case "int_value" when member.Value.ValueKind is JsonValueKind.String:
                json.WriteRawValue(member.Value.GetString()!);
                break;
            default:
                // Raw, so that 1.0 stays one.
                json.WriteRawValue(member.Value.GetRawText());
                break;
        }
    }

    private static JsonProperty? Member(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } given) return null;
        using var members = given.EnumerateObject();
        return members.MoveNext() ? members.Current : null;
    }
}
