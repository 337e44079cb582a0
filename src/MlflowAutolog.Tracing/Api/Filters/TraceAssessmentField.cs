using System.ComponentModel;
using MlflowAutolog.Tracing.Rest.Traces.Filters;

namespace MlflowAutolog;

/// <summary>Feedback or an expectation in <see cref="MlflowTraceFilter"/>. <c>== null</c>, <c>!= null</c> and the comparisons of order need a newer MLflow than 3.6.</summary>
public sealed class TraceAssessmentField
{
    private readonly string _identifier;

    internal TraceAssessmentField(string identifier) => _identifier = identifier;

    /// <summary>The value is that text; with <see langword="null"/>, there is none of that name.</summary>
    public static MlflowTraceFilter operator ==(TraceAssessmentField field, string? value)
        => Of(field, value is null ? "IS NULL" : "= " + FilterText.QuoteAssessed(value));

    /// <summary>The value is another one; with <see langword="null"/>, there is one of that name.</summary>
    public static MlflowTraceFilter operator !=(TraceAssessmentField field, string? value)
        => Of(field, value is null ? "IS NOT NULL" : "!= " + FilterText.QuoteAssessed(value));

    /// <summary>The value is that flag.</summary>
    public static MlflowTraceFilter operator ==(TraceAssessmentField field, bool value) => Of(field, value ? "= 'true'" : "= 'false'");

    /// <summary>The value is another one.</summary>
    public static MlflowTraceFilter operator !=(TraceAssessmentField field, bool value) => Of(field, value ? "!= 'true'" : "!= 'false'");

    /// <summary>The value is that number.</summary>
    public static MlflowTraceFilter operator ==(TraceAssessmentField field, double value) => Of(field, $"= '{PythonNumber.Of(value)}'");

    /// <summary>The value is another one.</summary>
    public static MlflowTraceFilter operator !=(TraceAssessmentField field, double value) => Of(field, $"!= '{PythonNumber.Of(value)}'");

    /// <summary>The value is a number, and less.</summary>
    public static MlflowTraceFilter operator <(TraceAssessmentField field, double value) => Of(field, "< " + PythonNumber.Of(value));

    /// <summary>The value is a number, and more.</summary>
    public static MlflowTraceFilter operator >(TraceAssessmentField field, double value) => Of(field, "> " + PythonNumber.Of(value));

    /// <summary>The value is a number, and not more.</summary>
    public static MlflowTraceFilter operator <=(TraceAssessmentField field, double value) => Of(field, "<= " + PythonNumber.Of(value));

    /// <summary>The value is a number, and not less.</summary>
    public static MlflowTraceFilter operator >=(TraceAssessmentField field, double value) => Of(field, ">= " + PythonNumber.Of(value));

    /// <summary>The value is a text that fits the pattern: <c>%</c> is any text, <c>_</c> any character; neither can be escaped.</summary>
    public MlflowTraceFilter Like(string pattern) => Match("LIKE", pattern);

    /// <summary>As <see cref="Like"/>, whatever the case.</summary>
    public MlflowTraceFilter ILike(string pattern) => Match("ILIKE", pattern);

    /// <inheritdoc />
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc />
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _identifier.GetHashCode(StringComparison.Ordinal);

    private static MlflowTraceFilter Of(TraceAssessmentField field, string condition)
    {
        ArgumentNullException.ThrowIfNull(field);
        return new MlflowTraceFilter($"{field._identifier} {condition}");
    }

    /// <summary>MLflow compares with the value's JSON, which has quotes around.</summary>
    private MlflowTraceFilter Match(string comparator, string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return Of(this, $"{comparator} {FilterText.Quote($"\"{FilterText.AsInJson(pattern)}\"")}");
    }
}
