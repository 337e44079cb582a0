
namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>An object without a readable member: by its own text if it has one, else by its type. Under trimming its members may be gone, and then the value says so.</summary>
internal sealed class BareShape : ValueShape
{
    public override void Write(ValueWriter writer, object value)
    {
        string name = TypeName.Of(value.GetType());
        string? text = value.ToString() is { } own && own != value.GetType().ToString() ? own : null;
        if (!Trimming.IsOn)
        {
            writer.WriteText(text ?? name);
            return;
        }

        writer.Output.BeginObject();
        writer.WriteMember("$type", name);
        writer.WriteMember("note", "properties trimmed");
        if (text is not null)
            writer.WriteMember("text", text);
        writer.Output.EndObject();
    }
}
