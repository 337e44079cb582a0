using System.Runtime.CompilerServices;

namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>A tuple, as an array: the names of its elements do not exist at run time.</summary>
internal sealed class TupleShape : ValueShape
{
    public override void Write(ValueWriter writer, object value)
    {
        var tuple = (ITuple)value;
        writer.Output.BeginArray();
        for (int i = 0; i < tuple.Length && writer.WriteItem(tuple[i]); i++)
        {
        }

        writer.Output.EndArray();
    }
}
