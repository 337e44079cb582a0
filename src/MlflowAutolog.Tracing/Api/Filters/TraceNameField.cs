using MlflowAutolog.Tracing.Rest.Traces.Filters;

namespace MlflowAutolog;

/// <summary>A field of <see cref="MlflowTraceFilter"/> that holds a name or an id.</summary>
public sealed class TraceNameField : TraceTextField
{
    internal TraceNameField(string identifier)
        : base(identifier, isOptional: false)
    {
    }

    /// <summary>One of these.</summary>
    public MlflowTraceFilter In(params string[] values) => new(FilterList.Of(Identifier, "IN", values));

    /// <summary>None of these.</summary>
    public MlflowTraceFilter NotIn(params string[] values) => new(FilterList.Of(Identifier, "NOT IN", values));
}
