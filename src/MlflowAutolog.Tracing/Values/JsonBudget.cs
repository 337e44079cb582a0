using System.Globalization;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Values;

/// <summary>Makes a value fit a number of bytes and stay JSON: long texts lose their middle, long lists and objects the entries in the middle, and each place says what is gone.</summary>
internal static class JsonBudget
{
    /// <summary>Of an entry that is kept something is to be seen.</summary>
    private const int LeastEntry = 256;

    /// <summary>For brackets, commas and the note of what is left out.</summary>
    private const int Frame = 64;

    /// <summary>The same value where it fits.</summary>
    public static JsonText Fit(JsonText value, long limit)
    {
        if (value.Length <= limit) return value;
        var output = new JsonOutput((int)limit + Frame);
        if (JsonOutline.Of(value.Utf8) is { } json) Write(json, JsonOutline.Root, (int)limit, output);
        else output.Text(MiddleCut.Of(value.ToString(), (int)limit));
        return new JsonText(output.ToArray());
    }

    private static void Write(JsonOutline json, int node, int limit, JsonOutput output)
    {
        var raw = json.Raw(node);
        if (raw.Length <= limit)
        {
            output.Raw(raw);
        }
        else if (json.IsText(node))
        {
            output.BeginText();
            MiddleCut.Write(json.RawText(node), limit - 2, output);
            output.EndText();
        }
        else if (limit > 2 * Frame && (json.IsObject(node) || json.IsArray(node)))
        {
            Entries(json, node, limit, output);
        }
        else
        {
            // No room for even one entry, or a number of more digits than anybody reads.
            output.Text(JsonLimits.Cut);
        }
    }

    private static void Entries(JsonOutline json, int node, int limit, JsonOutput output)
    {
        int[] entries = [.. json.Children(node)];
        int[] sizes = Array.ConvertAll(entries, entry => Size(json, entry));
        var share = BudgetShare.Of(sizes, limit - Frame, LeastEntry);
        bool isObject = json.IsObject(node);
        if (isObject) output.BeginObject();
        else output.BeginArray();
        for (int i = 0; i < entries.Length; i++)
        {
            if (i == share.Head && share.LeftOut > 0)
            {
                Note(isObject, share.LeftOut, output);
                i += share.LeftOut;
                if (i == entries.Length) break;
            }

            Entry(json, entries[i], share.Level, output);
        }

        if (isObject) output.EndObject();
        else output.EndArray();
    }

    private static void Entry(JsonOutline json, int entry, int limit, JsonOutput output)
    {
        var name = json.RawName(entry);
        output.Next();
        if (json.IsMember(entry))
        {
            output.BeginText();
            output.Raw(name);
            output.EndText();
            output.Raw(":"u8);
        }

        Write(json, entry, limit - (Size(json, entry) - json.Raw(entry).Length), output);
    }

    private static void Note(bool isObject, int count, JsonOutput output)
    {
        string note = string.Create(CultureInfo.InvariantCulture, $"[{count:N0} {(isObject ? "members" : "items")} left out]");
        if (isObject) output.Name(JsonLimits.Cut);
        else output.Next();
        output.Text(isObject ? note : $"… {note} …");
    }

    private static int Size(JsonOutline json, int entry) => json.Raw(entry).Length + 1 + (json.IsMember(entry) ? json.RawName(entry).Length + 3 : 0);
}
