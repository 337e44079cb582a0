using System.Globalization;

namespace MlflowAutolog.Tracing.Values.Shapes;

/// <summary>A dictionary with keys of any kind: an object while the keys have distinct texts, else an array of <c>{"key","value"}</c>, so that no entry hides another.</summary>
internal sealed class DictionaryShape(Func<object, IEnumerable<(object? Key, object? Value)>> entriesOf) : ValueShape
{
    public override void Write(ValueWriter writer, object value)
    {
        var entries = new List<(object? Key, object? Value)>();
        int more = 0;
        foreach (var entry in entriesOf(value))
        {
            if (entries.Count < JsonLimits.Items)
                entries.Add(entry);
            else
                more++;
        }

        if (NamesOf(entries) is { } names)
            WriteObject(writer, names, entries, more);
        else
            WriteArray(writer, entries, more);
    }

    private static List<string>? NamesOf(List<(object? Key, object? Value)> entries)
    {
        var names = new List<string>(entries.Count);
        var seen = new HashSet<string>(entries.Count);
        foreach (var (key, _) in entries)
        {
            if (NameOf(key) is not { } name || !seen.Add(name))
                return null;
            names.Add(name);
        }

        return names;
    }

    private static string? NameOf(object? key)
    {
        if (key is string text)
            return text;
        var json = JsonValue.From(key);
        return json.Utf8.Span[0] switch
        {
            (byte)'"' => JsonStringContent.ToText(json.Utf8.Span[1..^1]),
            (byte)'{' or (byte)'[' => null,
            _ => json.ToString(),
        };
    }

    private static void WriteObject(ValueWriter writer, List<string> names, List<(object? Key, object? Value)> entries, int more)
    {
        writer.Output.BeginObject();
        int i = 0;
        while (i < names.Count && writer.WriteMember(names[i], entries[i].Value))
            i++;
        if (more > 0 && i == names.Count)
            writer.WriteMember(JsonLimits.Cut, More(more));
        writer.Output.EndObject();
    }

    private static void WriteArray(ValueWriter writer, List<(object? Key, object? Value)> entries, int more)
    {
        writer.Output.BeginArray();
        int i = 0;
        for (; i < entries.Count && !writer.IsFull; i++)
        {
            writer.Output.Next();
            writer.Output.BeginObject();
            writer.WriteMember("key", entries[i].Key);
            writer.WriteMember("value", entries[i].Value);
            writer.Output.EndObject();
        }

        if (i < entries.Count)
            writer.WriteItem(JsonLimits.Cut);
        else if (more > 0)
            writer.WriteItem(More(more));
        writer.Output.EndArray();
    }

    private static string More(int count) => string.Create(CultureInfo.InvariantCulture, $"… {count} more");
}
