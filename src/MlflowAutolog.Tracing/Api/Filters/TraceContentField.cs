using MlflowAutolog.Tracing.Rest.Traces.Filters;

namespace MlflowAutolog;

/// <summary>A field of <see cref="MlflowTraceFilter"/> that is searched for words: the JSON text in which MLflow keeps spans. MLflow 3.6 finds only ASCII in it.</summary>
public sealed class TraceContentField
{
    private readonly string _identifier;

    internal TraceContentField(string identifier) => _identifier = identifier;

    /// <summary>The text is found somewhere. MLflow cannot escape: <c>%</c> stands for any text, <c>_</c> for any character, and so do, like <c>%</c>, quotes, backslashes and line breaks, which JSON writes in ways of its own.</summary>
    public MlflowTraceFilter Contains(string text, bool ignoreCase = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new MlflowTraceFilter($"{_identifier} {(ignoreCase ? "ILIKE" : "LIKE")} {FilterText.Quote($"%{FilterText.AsInJson(text)}%")}");
    }
}
