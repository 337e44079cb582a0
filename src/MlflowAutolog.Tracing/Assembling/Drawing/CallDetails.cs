using System.Text.Json;
using System.Text.Json.Nodes;
using MlflowAutolog.Tracing.Processing;

namespace MlflowAutolog.Tracing.Assembling.Drawing;

/// <summary>What a call of any tool was given, and what came of it.</summary>
internal static class CallDetails
{
    private static readonly string[] Results = ["output", "outputs", "results", "error"];
    private static readonly HashSet<string> NotGiven = ["id", "type", "status", "call_id", "name", "output", "outputs", "result", "results", "error"];

    /// <summary>As a text, JSON where the tool was given more than a text.</summary>
    public static string Arguments(JsonElement item)
    {
        if ((item.TextOf("arguments") ?? item.TextOf("input")) is { } text) return text;
        if (item.Member("action") is { ValueKind: JsonValueKind.Object } action) return action.GetRawText();
        var given = new JsonObject();
        foreach (var member in item.EnumerateObject())
        {
            if (!NotGiven.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null) given[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        return AttributeNodes.Write(given).ToString();
    }

    /// <summary>Undefined when nothing came of it, or the item does not tell.</summary>
    public static JsonElement Result(JsonElement item)
        => Results.Select(name => item.Member(name)).FirstOrDefault(result => result.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null));
}
