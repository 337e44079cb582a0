using System.Text.Json;
using MlflowAutolog.Tracing.Assembling;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>The tools of a request in the one shape MLflow draws: functions as they are, others by name, so that none hides the rest.</summary>
internal static class ChatTools
{
    public static byte[]? Read(JsonElement request)
    {
        if (!request.TryGetProperty("tools", out var tools) || tools.ValueKind != JsonValueKind.Array || tools.GetArrayLength() == 0) return null;
        return JsonBytes.Write(tools, static (tools, json) =>
        {
            json.WriteStartArray();
            foreach (var tool in tools.EnumerateArray()) Write(tool, json);
            json.WriteEndArray();
        });
    }

    private static void Write(JsonElement tool, Utf8JsonWriter json)
    {
        if (tool.ValueKind != JsonValueKind.Object) return;
        if (tool.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object)
        {
            json.WriteRawValue(tool.GetRawText(), skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", NameOf(tool));
        if (tool.TextOf("type") is null or "function") WriteDefinition(tool, json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>In the Responses API a function stands in the tool itself.</summary>
    private static void WriteDefinition(JsonElement tool, Utf8JsonWriter json)
    {
        foreach (string name in (ReadOnlySpan<string>)["description", "parameters", "strict"])
        {
            if (!tool.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) continue;
            json.WritePropertyName(name);
            json.WriteRawValue(value.GetRawText(), skipInputValidation: true);
        }
    }

    private static string NameOf(JsonElement tool)
    {
        var type = tool.TextOf("type") ?? "tool";
        return tool.TryGetProperty(type, out var own) && own.ValueKind == JsonValueKind.Object && own.TextOf("name") is { } name
            ? name
            : tool.TextOf("name") ?? type;
    }
}
