using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>Redacts the texts in a JSON value: strings, names and numbers. What need not change is neither parsed into objects nor copied.</summary>
internal static class JsonTexts
{
    /// <param name="value">Any JSON.</param>
    /// <param name="redactor">What to look for.</param>
    /// <param name="strings">Whether strings are looked at, and not only names and numbers.</param>
    public static JsonText Redact(JsonText value, ITextRedactor redactor, bool strings = true)
    {
        if (value.IsAbsent) return value;
        try
        {
            using var walk = new JsonTextWalk(redactor, value.Length, strings);
            return walk.Run(value.Utf8.Span) is { } changed ? new JsonText(changed) : value;
        }
        catch (JsonException)
        {
            // A body that was cut, or never JSON: what it says is its text.
            if (!strings) return value;
            var text = value.ToString();
            return redactor.Find(text, default) is { } edits ? new JsonText(System.Text.Encoding.UTF8.GetBytes(TextEdit.Apply(text, edits))) : value;
        }
    }
}
