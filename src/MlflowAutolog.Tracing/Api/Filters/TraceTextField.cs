using MlflowAutolog.Tracing.Rest.Traces.Filters;

namespace MlflowAutolog;

/// <summary>A field of <see cref="MlflowTraceFilter"/> that holds text. Where it may be missing, <c>== null</c> and <c>!= null</c> ask for that (newer than 3.6).</summary>
public class TraceTextField : TraceField<string?>
{
    private readonly bool _isOptional;

    internal TraceTextField(string identifier, bool isOptional)
        : base(identifier) => _isOptional = isOptional;

    /// <summary>The text fits the pattern: <c>%</c> is any text, <c>_</c> any character; neither can be escaped.</summary>
    public MlflowTraceFilter Like(string pattern) => Match("LIKE", pattern);

    /// <summary>As <see cref="Like"/>, whatever the case.</summary>
    public MlflowTraceFilter ILike(string pattern) => Match("ILIKE", pattern);

    /// <summary>The regular expression (of the server's database; on SQLite that of Python) is found in the text.</summary>
    public MlflowTraceFilter RLike(string pattern) => Match("RLIKE", pattern);

    private protected sealed override string Literal(string? value) => FilterText.Quote(value!);

    private protected sealed override MlflowTraceFilter Compare(string comparator, string? value)
    {
        if (value is not null) return base.Compare(comparator, value);
        if (_isOptional) return new MlflowTraceFilter(Identifier + (comparator == "=" ? " IS NULL" : " IS NOT NULL"));
        throw new MlflowException($"MLflow cannot ask whether {Identifier} is there; compare it with a text.");
    }

    private MlflowTraceFilter Match(string comparator, string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return base.Compare(comparator, pattern);
    }
}
