using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlflowAutolog.TestSupport.Goldens;

/// <summary>Values of a golden that only Python has, or that stand for something that differs from run to run.</summary>
internal static partial class PythonArtefacts
{
    /// <summary>An argument that was not given, yet is recorded.</summary>
    public static bool IsNotGiven(JsonNode? value) => IsText(value, out var text) && (text.StartsWith("<openai.Omit object at", StringComparison.Ordinal) || text == "NOT_GIVEN");

    /// <summary>The text form of a Python object: it has no counterpart.</summary>
    public static bool IsObjectText(JsonNode? value)
        => IsText(value, out var text) && (text.Contains("<address>", StringComparison.Ordinal) || text.StartsWith("<class '", StringComparison.Ordinal));

    /// <summary>Ids are numbered by order of appearance, which depends on what else is recorded: only their kind is compared.</summary>
    public static string? Normalise(string? text) => text is null ? null : Placeholder().Replace(text, "<$1>") switch
    {
        "<NaN>" => "NaN",
        "<Infinity>" => "Infinity",
        "<-Infinity>" => "-Infinity",
        var other => other,
    };

    private static bool IsText(JsonNode? value, out string text)
    {
        text = value is JsonValue candidate && candidate.GetValueKind() == JsonValueKind.String ? candidate.GetValue<string>() : "";
        return text.Length > 0;
    }

    [GeneratedRegex(@"<((?:unstored-)?(?:trace|span|uuid|assessment))-\d+(?:-otel)?>")]
    private static partial Regex Placeholder();
}
