using System.ComponentModel;

namespace MlflowAutolog;

/// <summary>A field of <see cref="MlflowTraceFilter"/> that is compared with a value.</summary>
/// <typeparam name="T">What it is compared with.</typeparam>
public abstract class TraceField<T>
{
    private protected TraceField(string identifier) => Identifier = identifier;

    /// <summary>As it stands in the filter's text.</summary>
    private protected string Identifier { get; }

    /// <summary>The field has that value.</summary>
    public static MlflowTraceFilter operator ==(TraceField<T> field, T value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Compare("=", value);
    }

    /// <summary>The field has another value.</summary>
    public static MlflowTraceFilter operator !=(TraceField<T> field, T value)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.Compare("!=", value);
    }

    /// <inheritdoc />
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc />
    [EditorBrowsable(EditorBrowsableState.Never)]
    public sealed override int GetHashCode() => Identifier.GetHashCode(StringComparison.Ordinal);

    private protected abstract string Literal(T value);

    private protected virtual MlflowTraceFilter Compare(string comparator, T value) => new($"{Identifier} {comparator} {Literal(value)}");
}
