using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.VectorStores;

/// <summary>What a search found as documents in MLflow's form (<c>mlflow/entities/document.py</c>), one a result.</summary>
internal static class FoundDocuments
{
    private const string Query = "search_query";
    private static readonly HashSet<string> Facts = ["file_id", "filename", "score", Query];

    /// <summary>Null when the reply has no list of results.</summary>
    /// <param name="reply">Of a search.</param>
    /// <param name="withQuery">Whether each says what was looked for, because it is not what was asked.</param>
    public static byte[]? Read(JsonElement reply, bool withQuery)
    {
        if (reply.ValueKind != JsonValueKind.Object || !reply.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array) return null;
        var query = withQuery && reply.TryGetProperty(Query, out var found) ? found : default;
        return JsonBytes.Write((data, query), static (reply, json) => Write(reply.data, reply.query, json));
    }

    private static void Write(JsonElement results, JsonElement query, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var result in results.EnumerateArray())
        {
            if (result.ValueKind == JsonValueKind.Object) WriteDocument(result, query, json);
        }

        json.WriteEndArray();
    }

    private static void WriteDocument(JsonElement result, JsonElement query, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WritePropertyName("page_content");
        WireText.Write(json, TextOf(result));
        json.WriteStartObject("metadata");
        foreach (var member in result.EnumerateObject())
        {
            if (member.NameEquals("attributes") && member.Value.ValueKind == JsonValueKind.Object) WriteAttributes(member.Value, json);
            else if (!member.NameEquals("content")) WireMember.Write(json, member);
        }

        if (query.ValueKind != JsonValueKind.Undefined)
        {
            json.WritePropertyName(Query);
            WireText.Write(json, query);
        }

        json.WriteEndObject();
        json.WritePropertyName("id");
        if (result.TryGetProperty("file_id", out var id)) WireText.Write(json, id);
        else json.WriteNullValue();
        json.WriteEndObject();
    }

    // What an application knows of its file is drawn beside what the store knows, and must not hide it.
    private static void WriteAttributes(JsonElement attributes, Utf8JsonWriter json)
    {
        foreach (var attribute in attributes.EnumerateObject())
        {
            json.WritePropertyName(Facts.Contains(attribute.Name) ? "attributes." + attribute.Name : attribute.Name);
            WireText.Write(json, attribute.Value);
        }
    }

    private static string TextOf(JsonElement result)
    {
        if (!result.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array) return "";
        return string.Join("\n\n", content.EnumerateArray().Select(static part => WireText.Of(part, "text")).OfType<string>());
    }
}
