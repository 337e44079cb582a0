namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>Numbers of an embedding: by their count when they are many.</summary>
internal sealed class VectorShape(Func<object, Array> numbersOf) : ValueShape
{
    /// <summary>Null for a type that is no vector.</summary>
    public static VectorShape? Of(object value) => value switch
    {
        ReadOnlyMemory<float> => new(vector => ((ReadOnlyMemory<float>)vector).ToArray()),
        Memory<float> => new(vector => ((Memory<float>)vector).ToArray()),
        ReadOnlyMemory<double> => new(vector => ((ReadOnlyMemory<double>)vector).ToArray()),
        Memory<double> => new(vector => ((Memory<double>)vector).ToArray()),
        ICollection<float> => new(vector => ((ICollection<float>)vector).ToArray()),
        ICollection<double> => new(vector => ((ICollection<double>)vector).ToArray()),
        ICollection<Half> => new(vector => ((ICollection<Half>)vector).ToArray()),
        _ => null,
    };

    public override void Write(ValueWriter writer, object value)
    {
        var numbers = numbersOf(value);
        var output = writer.Output;
        if (numbers.Length > JsonLimits.Vector && !writer.KeepsVectors)
        {
            output.BeginObject();
            writer.WriteMember("dimensions", numbers.Length);
            output.EndObject();
            return;
        }

        output.BeginArray();
        foreach (object number in numbers)
            writer.WriteItem(number);
        output.EndArray();
    }
}
