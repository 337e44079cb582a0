namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>An object, by its public properties and fields.</summary>
internal sealed class ObjectShape(TypeMember[] members) : ValueShape
{
    public override void Write(ValueWriter writer, object value)
    {
        writer.Output.BeginObject();
        foreach (var member in members)
        {
            if (!writer.WriteMember(member.Name, Read(member, value)))
                break;
        }

        writer.Output.EndObject();
    }

    private static object? Read(TypeMember member, object value)
    {
        try
        {
            return member.Get(value);
        }
        catch (Exception exception)
        {
            // The application's own getter failed; that is worth a word where its value would stand, and nothing more.
            return $"<{TypeName.Of(value.GetType())}.{member.Name} threw {(exception.InnerException ?? exception).GetType().Name}>";
        }
    }
}
