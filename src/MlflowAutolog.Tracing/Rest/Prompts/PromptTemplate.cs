using System.Globalization;
using System.Text.RegularExpressions;

namespace MlflowAutolog.Tracing.Rest.Prompts;

/// <summary>Fills the variables of a template, all in one pass: a value that looks like a variable stays as it is.</summary>
internal static partial class PromptTemplate
{
    /// <exception cref="MlflowException">A variable has no value.</exception>
    public static string Fill(string prompt, string template, (string Name, object? Value)[] variables)
    {
        var values = new Dictionary<string, string>(variables.Length);
        foreach (var (name, value) in variables) values[name] = value as string ?? Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var filled = Variable().Replace(template, found =>
        {
            if (values.TryGetValue(found.Groups[1].Value, out var value)) return value;
            missing.Add(found.Groups[1].Value);
            return found.Value;
        });
        return missing.Count == 0 ? filled : throw new MlflowException($"Prompt '{prompt}' has variables without a value: {string.Join(", ", missing)}. Give each as (name, value).");
    }

    /// <summary>Source: <c>mlflow/prompt/constants.py</c> of 3.17.2.</summary>
    [GeneratedRegex(@"\{\{\s*([a-zA-Z_][a-zA-Z0-9_]*(?:\.[a-zA-Z_][a-zA-Z0-9_]*)*)\s*\}\}")]
    private static partial Regex Variable();
}
