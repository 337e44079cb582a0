using MlflowAutolog.Tracing.Rest.Traces.Filters;

namespace MlflowAutolog;

/// <summary>A field of <see cref="MlflowTraceFilter"/> that has one of a few values.</summary>
/// <typeparam name="T">The values.</typeparam>
public sealed class TraceChoiceField<T> : TraceField<T>
{
    private readonly Func<T, string> _name;

    internal TraceChoiceField(string identifier, Func<T, string> name)
        : base(identifier) => _name = name;

    /// <summary>One of these.</summary>
    public MlflowTraceFilter In(params T[] values) => List("IN", values);

    /// <summary>None of these.</summary>
    public MlflowTraceFilter NotIn(params T[] values) => List("NOT IN", values);

    private protected override string Literal(T value) => FilterText.Quote(_name(value));

    private MlflowTraceFilter List(string comparator, T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new MlflowTraceFilter(FilterList.Of(Identifier, comparator, values.Select(_name)));
    }
}
