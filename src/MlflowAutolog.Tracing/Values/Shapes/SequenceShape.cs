using System.Collections;
using System.Globalization;

namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>A collection, as an array.</summary>
internal sealed class SequenceShape : ValueShape
{
    public override void Write(ValueWriter writer, object value)
    {
        var output = writer.Output;
        output.BeginArray();
        try
        {
            WriteItems(writer, (IEnumerable)value);
        }
        catch (Exception exception)
        {
            // The enumerator threw, for example because another thread changes the collection: the items so far stand, and why there are no more.
            output.Next();
            output.Text($"<{TypeName.Of(value.GetType())} threw {exception.GetType().Name}>");
        }

        output.EndArray();
    }

    private static void WriteItems(ValueWriter writer, IEnumerable items)
    {
        int count = 0;
        foreach (object? item in items)
        {
            if (count++ >= JsonLimits.Items)
                continue;
            if (!writer.WriteItem(item))
                return;
        }

        if (count > JsonLimits.Items)
            writer.WriteItem(string.Create(CultureInfo.InvariantCulture, $"… {count - JsonLimits.Items} more"));
    }
}
