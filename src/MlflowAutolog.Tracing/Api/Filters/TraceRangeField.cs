namespace MlflowAutolog;

/// <summary>A field of <see cref="MlflowTraceFilter"/> that is a time or a length of time. MLflow keeps milliseconds; what is finer is cut off.</summary>
/// <typeparam name="T">What it is compared with.</typeparam>
public sealed class TraceRangeField<T> : TraceField<T>
{
    private readonly Func<T, string> _number;

    internal TraceRangeField(string identifier, Func<T, string> number)
        : base(identifier) => _number = number;

    /// <summary>Less, or earlier.</summary>
    public static MlflowTraceFilter operator <(TraceRangeField<T> field, T value) => Ordered(field, "<", value);

    /// <summary>More, or later.</summary>
    public static MlflowTraceFilter operator >(TraceRangeField<T> field, T value) => Ordered(field, ">", value);

    /// <summary>Not more, or not later.</summary>
    public static MlflowTraceFilter operator <=(TraceRangeField<T> field, T value) => Ordered(field, "<=", value);

    /// <summary>Not less, or not earlier.</summary>
    public static MlflowTraceFilter operator >=(TraceRangeField<T> field, T value) => Ordered(field, ">=", value);

    private protected override string Literal(T value) => _number(value);

    private static MlflowTraceFilter Ordered(TraceRangeField<T> field, string comparator, T value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Compare(comparator, value);
    }
}
