using System.Text.RegularExpressions;

namespace MlflowAutolog.Tracing.Rest.Traces.Filters;

/// <summary>Keys as MLflow's filter syntax writes them.</summary>
internal static partial class FilterKey
{
    /// <summary>In backticks, which take every character but themselves.</summary>
    /// <exception cref="MlflowException">The syntax has no form for it.</exception>
    public static string Of(string owner, string key) => $"{owner}.`{Checked(owner, key)}`";

    /// <summary>MLflow 3.6 does not take backticks off the key of an attribute: only where it cannot be without.</summary>
    public static string OfAttribute(string key) => $"span.attributes.{(Plain().IsMatch(Checked("span.attributes", key)) ? key : $"`{key}`")}";

    private static string Checked(string owner, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return key.Contains('`') ? throw new MlflowException($"MLflow's filter syntax cannot express a key with a backtick in it: {owner}.{key}") : key;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z_][A-Za-z0-9_]*)*$")]
    private static partial Regex Plain();
}
