using System.Globalization;
using System.Text;

namespace MlflowAutolog.Tracing.Rest.Traces.Filters;

/// <summary>Values as MLflow's filter syntax writes them. Source: <c>mlflow/utils/search_utils.py</c> and sqlparse, which MLflow takes a filter apart with; each rule is tested on the server.</summary>
internal static class FilterText
{
    /// <summary>In quotes, of the kind that does not occur inside: MLflow takes the outer pair off and knows no escape.</summary>
    /// <exception cref="MlflowException">The syntax has no form for it.</exception>
    public static string Quote(string value)
    {
        // Together with the quote behind it the parser takes it for an escaped quote, and goes on to the next.
        if (value.EndsWith('\\')) throw Impossible(value, "ends with a backslash", "Use Like with _ in its place.");
        if (!value.Contains('\'')) return $"'{value}'";
        if (!value.Contains('"')) return $"\"{value}\"";
        throw Impossible(value, "holds single and double quotes", "Use Like with _ in place of one kind, or RLike with \\x27.");
    }

    /// <summary>The text of an assessment: as JSON, which finds it on every version and no flag or number of the same letters.</summary>
    public static string QuoteAssessed(string value)
    {
        var json = $"\"{PythonJsonText.Of(value)}\"";
        // In double quotes there is no room for those of JSON; newer servers add them.
        return json.Contains('\'') ? Quote(value) : Quote(json);
    }

    /// <summary>A pattern of LIKE with the characters that JSON escapes in its own way, once or twice, replaced by "any".</summary>
    public static string AsInJson(string pattern)
    {
        var text = new StringBuilder(pattern.Length);
        foreach (var character in pattern) text.Append(character is '"' or '\\' || char.IsControl(character) ? '%' : character);
        return text.ToString();
    }

    public static string Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static string Of(TimeSpan length) => (length.Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture);

    public static string Of(TraceState state) => state switch
    {
        TraceState.Ok => "OK",
        TraceState.Error => "ERROR",
        TraceState.InProgress => "IN_PROGRESS",
        _ => "STATE_UNSPECIFIED",
    };

    public static string Of(SpanStatusCode status) => status switch
    {
        SpanStatusCode.Ok => "OK",
        SpanStatusCode.Error => "ERROR",
        _ => "UNSET",
    };

    private static MlflowException Impossible(string value, string why, string instead)
        => new($"MLflow's filter syntax cannot express a text that {why}: {(value.Length > 60 ? value[..60] + "…" : value)} {instead}");
}
