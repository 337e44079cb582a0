using System.Text.Json;

namespace MlflowAutolog.Tracing.Values;

/// <summary>The value of an assessment in the form in which MLflow gives it back: bool, double, string, list or object as JSON, or null.</summary>
internal static class AssessmentValue
{
    /// <summary>Reads the value now: what is changed later is not seen. Never throws.</summary>
    public static object? Of(object? value)
    {
        if (value is null or bool or double) return value is double number && !double.IsFinite(number) ? Read(JsonValue.From(value).Utf8) : value;
        return Read(JsonValue.From(value).Utf8);
    }

    public static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number when json.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.Array or JsonValueKind.Object => json.Clone(),
        _ => null,
    };

    private static object? Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return Read(document.RootElement);
    }
}
