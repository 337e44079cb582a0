namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>A list of embeddings: by count and dimensions when all are of one length.</summary>
internal sealed class VectorListShape(Func<object, IEnumerable<int>> lengthsOf, ValueShape otherwise) : ValueShape
{
    /// <summary>Null for a type that is no list of vectors.</summary>
    public static VectorListShape? Of(object value) => value switch
    {
        IReadOnlyCollection<float[]> => new(list => ((IReadOnlyCollection<float[]>)list).Select(vector => vector.Length), new SequenceShape()),
        IReadOnlyCollection<double[]> => new(list => ((IReadOnlyCollection<double[]>)list).Select(vector => vector.Length), new SequenceShape()),
        IReadOnlyCollection<ReadOnlyMemory<float>> => new(list => ((IReadOnlyCollection<ReadOnlyMemory<float>>)list).Select(vector => vector.Length), new SequenceShape()),
        _ => null,
    };

    public override void Write(ValueWriter writer, object value)
    {
        int[] lengths = [.. lengthsOf(value)];
        if (writer.KeepsVectors || lengths.Length == 0 || lengths[0] <= JsonLimits.Vector || lengths.AsSpan().ContainsAnyExcept(lengths[0]))
        {
            otherwise.Write(writer, value);
            return;
        }

        writer.Output.BeginObject();
        writer.WriteMember("count", lengths.Length);
        writer.WriteMember("dimensions", lengths[0]);
        writer.Output.EndObject();
    }
}
