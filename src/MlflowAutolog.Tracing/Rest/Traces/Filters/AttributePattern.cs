using System.Globalization;
using System.Text;

namespace MlflowAutolog.Tracing.Rest.Traces.Filters;

/// <summary>Regular expressions for the text of an attribute, which stands in a span's JSON as JSON in a JSON text. MLflow puts the key and the opening quotes in front.</summary>
internal static class AttributePattern
{
    /// <summary>As far as the text goes: a quote of its own has a backslash before it and no other quote behind it.</summary>
    public const string Anything = "(?:[^\"]|\\\\\"(?!\"))*";

    public static string Of(string text)
    {
        var pattern = new StringBuilder(text.Length * 2);
        foreach (var rune in text.EnumerateRunes()) Append(pattern, rune);
        return pattern.ToString();
    }

    private static void Append(StringBuilder pattern, Rune rune)
    {
        if (rune.Value is '"' or '\\' || Rune.IsControl(rune)) pattern.Append("\\\\+.");
        else if (rune.Value == '\'') pattern.Append("\\x27");
        else if (!rune.IsAscii) AppendEitherWay(pattern, rune);
        else if (".^$*+?()[]{}|".Contains((char)rune.Value)) pattern.Append('\\').Append((char)rune.Value);
        else pattern.Append((char)rune.Value);
    }

    /// <summary>MLflow 3.6 stores other than ASCII escaped, newer ones as it is.</summary>
    private static void AppendEitherWay(StringBuilder pattern, Rune rune)
    {
        pattern.Append("(?:").Append(rune.ToString()).Append('|');
        foreach (var unit in rune.ToString()) pattern.Append(CultureInfo.InvariantCulture, $"\\\\+u{(int)unit:x4}");
        pattern.Append(')');
    }
}
