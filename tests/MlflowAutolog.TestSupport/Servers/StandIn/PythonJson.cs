using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Servers.StandIn;

/// <summary>JSON with the spaces that Python's <c>json.dumps</c> puts after commas and colons.</summary>
internal static class PythonJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode? value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    private static void Write(JsonNode? value, StringBuilder text)
    {
        switch (value)
        {
            case JsonObject map:
                WriteAll(map, '{', '}', text, pair =>
                {
                    text.Append(JsonSerializer.Serialize(pair.Key, Plain)).Append(": ");
                    Write(pair.Value, text);
                });
                break;
            case JsonArray list:
                WriteAll(list, '[', ']', text, item => Write(item, text));
                break;
            default:
                text.Append(value?.ToJsonString(Plain) ?? "null");
                break;
        }
    }

    private static void WriteAll<T>(IEnumerable<T> items, char open, char close, StringBuilder text, Action<T> write)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst) text.Append(", ");
            isFirst = false;
            write(item);
        }

        text.Append(close);
    }
}
