using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Replaces in all texts what differs from run to run.</summary>
internal static partial class IdNormaliser
{
    public static JsonArray Replace(JsonArray traces, IReadOnlyList<(string Text, string By)> replacements)
        => (JsonArray)Replace((JsonNode)traces, text => Replace(text, replacements))!;

    private static JsonNode? Replace(JsonNode? node, Func<string, string> replace) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Replace(pair.Value, replace)))),
        JsonArray list => new JsonArray([.. list.Select(item => Replace(item, replace))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => replace(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };

    private static string Replace(string text, IReadOnlyList<(string Text, string By)> replacements)
    {
        foreach (var (from, by) in replacements) text = text.Replace(from, by, StringComparison.Ordinal);
        text = Uuid().Replace(text, "<uuid-1>");
        text = AssessmentId().Replace(text, "<assessment-1>");
        return TraceId().Replace(text, "<trace-1>");
    }

    [GeneratedRegex(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\ba-[0-9a-f]{32}\b")]
    private static partial Regex AssessmentId();

    [GeneratedRegex(@"\btr-[0-9a-f]{32}\b")]
    private static partial Regex TraceId();
}
