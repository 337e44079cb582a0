namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>How the values of one type are written. Immutable, shared by all threads.</summary>
internal abstract class ValueShape
{
    /// <summary>Holds further values: counts against the depth and may close a circle.</summary>
    public virtual bool Nests => true;

    /// <summary>Writes one whole value. May throw when foreign code does.</summary>
    public abstract void Write(ValueWriter writer, object value);
}
