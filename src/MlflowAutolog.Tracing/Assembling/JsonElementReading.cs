using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>Reading JSON of which nothing is certain: what is missing or of another kind is undefined, null or empty.</summary>
internal static class JsonElementReading
{
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    public static List<JsonElement> Items(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];

    public static List<JsonElement> Items(this JsonElement element, string name) => element.Member(name).Items();

    /// <summary>Null when it is no string.</summary>
    public static string? Text(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: a stream that was cut inside an emoji.
            return JsonStringContent.ToText(Encoding.UTF8.GetBytes(element.GetRawText()[1..^1]));
        }
    }

    public static string? TextOf(this JsonElement element, string name) => element.Member(name).Text();
}
