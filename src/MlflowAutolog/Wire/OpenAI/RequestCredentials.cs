using System.Text.Json;
using MlflowAutolog.Tracing.Assembling;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>Takes out what a request hands to the model's side so that it may use the application's servers: token and headers of an MCP tool, secrets of a container, keys of Azure's data sources, and the key that gateways take in the body.</summary>
internal static class RequestCredentials
{
    /// <summary>Stands in its place.</summary>
    public const string Mask = "***";

    /// <summary>The same bytes where there are none.</summary>
    public static ReadOnlyMemory<byte> Hide(ReadOnlyMemory<byte> json)
    {
        if (!MayHold(json.Span) || JsonBody.Parse(json) is not { } document) return json;
        using (document) return JsonBytes.Write(document.RootElement, Write);
    }

    /// <inheritdoc cref="Hide(ReadOnlyMemory{byte})"/>
    public static ReadOnlySpan<byte> Hide(ReadOnlySpan<byte> json) => MayHold(json) ? Hide(json.ToArray().AsMemory()).Span : json;

    private static bool MayHold(ReadOnlySpan<byte> json)
        => json.IndexOf("\"authorization\""u8) >= 0 || json.IndexOf("\"headers\""u8) >= 0 || json.IndexOf("\"domain_secrets\""u8) >= 0
            || json.IndexOf("\"data_sources\""u8) >= 0 || json.IndexOf("\"dataSources\""u8) >= 0
            || json.IndexOf("\"api_key\""u8) >= 0 || json.IndexOf("\"apiKey\""u8) >= 0;

    private static void Write(JsonElement value, Utf8JsonWriter json)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteMembers(value, json, isMcp: value.TextOf("type") == "mcp");
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(item, json);
                json.WriteEndArray();
                break;
            default:
                json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    private static void WriteMembers(JsonElement holder, Utf8JsonWriter json, bool isMcp)
    {
        json.WriteStartObject();
        foreach (var member in holder.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            if (isMcp && member.Name is "authorization" or "headers") WriteHidden(member.Value, json);
            else if (member is { Name: "api_key" or "apiKey", Value.ValueKind: JsonValueKind.String }) json.WriteStringValue(Mask);
            else if (member.Name is "domain_secrets") WriteSecrets(member.Value, json);
            else if (member.Name is "data_sources" or "dataSources") SourceCredentials.Write(member.Value, json);
            else Write(member.Value, json);
        }

        json.WriteEndObject();
    }

    /// <summary>Names of headers stay.</summary>
    private static void WriteHidden(JsonElement value, Utf8JsonWriter json)
    {
        if (value.ValueKind == JsonValueKind.Null) json.WriteNullValue();
        else if (value.ValueKind != JsonValueKind.Object) json.WriteStringValue(Mask);
        else
        {
            json.WriteStartObject();
            foreach (var header in value.EnumerateObject()) json.WriteString(header.Name, Mask);
            json.WriteEndObject();
        }
    }

    private static void WriteSecrets(JsonElement secrets, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var secret in secrets.ValueKind == JsonValueKind.Array ? secrets.EnumerateArray() : default) WriteHidden(secret, json);
        json.WriteEndArray();
    }
}
