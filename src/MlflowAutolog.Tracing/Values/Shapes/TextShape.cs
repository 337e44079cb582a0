namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>A value with a text of its own.</summary>
internal sealed class TextShape(Func<object, string?> textOf) : ValueShape
{
    public override bool Nests => false;

    public override void Write(ValueWriter writer, object value) => writer.WriteText(textOf(value) ?? TypeName.Of(value.GetType()));
}
