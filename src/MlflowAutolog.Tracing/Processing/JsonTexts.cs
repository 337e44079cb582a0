using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>Redacts the texts in a JSON value: strings, names and numbers. What need not change is neither parsed into objects nor copied.</summary>
internal static class JsonTexts
{
    public static JsonText Redact(JsonText value, ITextRedactor redactor)
    {
        if (value.IsAbsent) return value;
        try
        {
            using var walk = new JsonTextWalk(redactor, value.Length);
            return walk.Run(value.Utf8.Span) is { } changed ? new JsonText(changed) : value;
        }
        catch (JsonException)
        {
            // A body that was cut, or never JSON: what it says is its text.
            var text = value.ToString();
            return redactor.Find(text, default) is { } edits ? new JsonText(System.Text.Encoding.UTF8.GetBytes(TextEdit.Apply(text, edits))) : value;
        }
    }
}
