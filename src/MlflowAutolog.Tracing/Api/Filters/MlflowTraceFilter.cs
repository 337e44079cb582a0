namespace MlflowAutolog;

/// <summary>A filter of <see cref="Mlflow.SearchTracesAsync"/>: conditions on fields, joined by <c>&amp;</c>. It turns into MLflow's filter text by itself.</summary>
/// <remarks>
/// Immutable, thread-safe. Not every field takes every comparison: what MLflow cannot do does not compile, or throws <see cref="MlflowException"/> before anything is sent.
/// MLflow has no <c>OR</c>: search twice. A field that a trace does not have matches no comparison with a value, <c>!=</c> included; ask for it with <c>== null</c>.
/// Source: filter syntax of MLflow 3.17.2; the members say what needs a newer server than 3.6.
/// </remarks>
/// <example><code>MlflowTraceFilter.Tag("env") == "prod" &amp; MlflowTraceFilter.Status == TraceState.Error &amp; MlflowTraceFilter.Duration > TimeSpan.FromSeconds(2)</code></example>
public sealed partial class MlflowTraceFilter
{
    private readonly string _text;

    internal MlflowTraceFilter(string text) => _text = text;

    /// <summary>A filter in MLflow's own syntax, as it stands, to be joined with others.</summary>
    public static MlflowTraceFilter Raw(string filter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(filter);
        return new MlflowTraceFilter(filter);
    }

    /// <summary>Both have to hold.</summary>
    public static MlflowTraceFilter operator &(MlflowTraceFilter left, MlflowTraceFilter right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return left.And(right);
    }

    /// <summary>The filter's text; <see langword="null"/> for none.</summary>
    public static implicit operator string?(MlflowTraceFilter? filter) => filter?._text;

    /// <summary>Both have to hold: what <c>&amp;</c> does.</summary>
    public MlflowTraceFilter And(MlflowTraceFilter other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new MlflowTraceFilter(_text + " AND " + other._text);
    }

    /// <summary>The filter in MLflow's syntax.</summary>
    public override string ToString() => _text;
}
