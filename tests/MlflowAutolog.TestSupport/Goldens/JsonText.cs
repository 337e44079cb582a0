using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Text that may be JSON.</summary>
internal static class JsonText
{
    public static bool TryParse(string text, out JsonNode? json)
    {
        try
        {
            json = JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            json = null;
            return false;
        }
    }

    /// <summary>The object or list, when the whole text is one; <see langword="null"/> otherwise.</summary>
    public static JsonNode? WholeObject(string? text)
        => text is { Length: > 1 } && text[0] is '{' or '[' && TryParse(text, out var json) ? json : null;

    /// <summary>Whether a limit cut an object or a list in two.</summary>
    public static bool IsCutObject(string? text)
        => text is { Length: > 1 } && text[0] is '{' or '[' && (text.EndsWith("...", StringComparison.Ordinal) || text.EndsWith('…'));
}
