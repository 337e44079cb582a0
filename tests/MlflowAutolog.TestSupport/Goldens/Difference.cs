using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>One place where what was stored is not what the golden demands.</summary>
/// <param name="Path">JSON path into the array of traces.</param>
/// <param name="Expected">As the golden has it; <see langword="null"/> for absent.</param>
/// <param name="Actual">As it was stored; <see langword="null"/> for absent.</param>
/// <param name="Rule">What is compared there.</param>
public sealed record Difference(string Path, string? Expected, string? Actual, string Rule)
{
    private const int MostShown = 400;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override string ToString() => $"{Path} ({Rule}): expected {Expected ?? "nothing"}, actual {Actual ?? "nothing"}";

    internal static Difference Of(JsonPath path, JsonNode? expected, JsonNode? actual, string rule)
        => new(path.ToString(), Show(expected), Show(actual), rule);

    private static string? Show(JsonNode? node)
    {
        var text = node?.ToJsonString(Readable);
        return text is { Length: > MostShown } ? text[..MostShown] + "…" : text;
    }
}
