using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QuickStart.LocalModel;

/// <summary>A very small embedding model: each word has a place in the vector, so texts with words in common are near.</summary>
internal static partial class Embedder
{
    private const int Dimensions = 256;

    public static JsonObject Reply(JsonObject request)
    {
        var inputs = request["input"] is JsonArray many ? many.Select(text => text!.ToString()).ToArray() : [request["input"]!.ToString()];
        var tokens = inputs.Sum(text => Math.Max(1, text.Length / 4));
        return new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. inputs.Select((text, i) => (JsonNode)new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = i,
                ["embedding"] = Convert.ToBase64String(MemoryMarshal.AsBytes<float>(Embed(text))),
            })]),
            ["model"] = request["model"]!.ToString(),
            ["usage"] = new JsonObject { ["prompt_tokens"] = tokens, ["total_tokens"] = tokens },
        };
    }

    private static float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        foreach (Match word in Word().Matches(text.ToLowerInvariant()))
        {
            // string.GetHashCode differs from run to run; the articles must not.
            vector[word.Value.Aggregate(17u, static (hash, letter) => (hash * 31) + letter) % Dimensions]++;
        }

        return vector;
    }

    [GeneratedRegex(@"\w{3,}")]
    private static partial Regex Word();
}
