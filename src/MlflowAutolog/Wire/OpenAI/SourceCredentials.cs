using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>Writes Azure's <c>data_sources</c> without what opens them: of key, token, connection string and password the kind stays.</summary>
internal static class SourceCredentials
{
    private static readonly HashSet<string> Secrets = ["key", "adminKey", "embeddingKey", "connection_string", "connectionString", "access_token", "accessToken", "encoded_api_key", "encodedApiKey", "password"];

    public static void Write(JsonElement value, Utf8JsonWriter json)
    {
        // A source that was cut is a text, and the key may be anywhere in it.
        if (value.ValueKind == JsonValueKind.String) json.WriteStringValue(RequestCredentials.Mask);
        else WriteBeneath(value, json);
    }

    private static void WriteBeneath(JsonElement value, Utf8JsonWriter json)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject()) WriteMember(member, json);
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) WriteBeneath(item, json);
                json.WriteEndArray();
                break;
            default:
                WireText.Write(json, value);
                break;
        }
    }

    private static void WriteMember(JsonProperty member, Utf8JsonWriter json)
    {
        json.WritePropertyName(member.Name);
        if (Secrets.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String) json.WriteStringValue(RequestCredentials.Mask);
        else WriteBeneath(member.Value, json);
    }
}
