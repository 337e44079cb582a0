namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>An object that names its values itself.</summary>
internal sealed class NamedValuesShape : ValueShape
{
    public override void Write(ValueWriter writer, object value)
    {
        writer.Output.BeginObject();
        foreach (var (name, member) in ((INamedValues)value).Values)
        {
            if (!writer.WriteMember(name, member))
                break;
        }

        writer.Output.EndObject();
    }
}
