using System.Globalization;
using System.Text;

namespace MlflowAutolog.Tracing.Rest.Traces.Filters;

/// <summary>The inside of a JSON text as Python's <c>json.dumps</c> writes it: ASCII only.</summary>
internal static class PythonJsonText
{
    public static string Of(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var character in value) Append(text, character);
        return text.ToString();
    }

    private static void Append(StringBuilder text, char character)
    {
        switch (character)
        {
            case '"': text.Append("\\\""); break;
            case '\\': text.Append("\\\\"); break;
            case '\n': text.Append("\\n"); break;
            case '\r': text.Append("\\r"); break;
            case '\t': text.Append("\\t"); break;
            case '\f': text.Append("\\f"); break;
            case '\b': text.Append("\\b"); break;
            case < ' ' or > '~': text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"); break;
            default: text.Append(character); break;
        }
    }
}
