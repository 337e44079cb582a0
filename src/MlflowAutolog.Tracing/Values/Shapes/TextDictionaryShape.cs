namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>A dictionary with text keys, as an object.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
internal sealed class TextDictionaryShape<T> : ValueShape
{
    public override void Write(ValueWriter writer, object value)
    {
        var output = writer.Output;
        output.BeginObject();
        try
        {
            if (value is Dictionary<string, T> dictionary)
                WriteEntries(writer, dictionary);
            else
                WriteEntries(writer, (IEnumerable<KeyValuePair<string, T>>)value);
        }
        catch (Exception exception)
        {
            // The enumerator threw, for example because another thread changes the dictionary: the entries so far stand, and why there are no more.
            writer.WriteMember(JsonLimits.Cut, $"<{TypeName.Of(value.GetType())} threw {exception.GetType().Name}>");
        }

        output.EndObject();
    }

    // Apart, because its enumerator is a struct: no allocation for what an application passes most.
    private static void WriteEntries(ValueWriter writer, Dictionary<string, T> entries)
    {
        foreach (var (key, value) in entries)
        {
            if (!writer.WriteMember(key, value))
                return;
        }
    }

    private static void WriteEntries(ValueWriter writer, IEnumerable<KeyValuePair<string, T>> entries)
    {
        foreach (var (key, value) in entries)
        {
            if (!writer.WriteMember(key, value))
                return;
        }
    }
}
