using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>A list that arrives in pieces: a piece goes on with the entry of its index, or, where the server names none, with the last one if it can; else it is a new entry.</summary>
internal sealed class DeltaList
{
    private readonly List<DeltaEntry> _entries = [];

    /// <summary>A list that goes on with a text: servers that have parts for content send plain text where they need no parts.</summary>
    public static DeltaList After(StringBuilder? text)
    {
        var list = new DeltaList();
        if (text is { Length: > 0 }) list.AddText(text.ToString());
        return list;
    }

    public void Add(JsonElement items)
    {
        foreach (var item in items.EnumerateArray())
        {
            var index = IndexOf(item);
            var known = index is null ? _entries.LastOrDefault() : _entries.FindLast(entry => entry.Index == index);
            if (known is null || known.Index != index || !DeltaContinuation.Is(known, item)) _entries.Add(known = new DeltaEntry(index));
            known.Add(item);
        }
    }

    public void AddText(string text)
    {
        if (text.Length == 0) return;
        using var part = JsonDocument.Parse(JsonBytes.Write(text, static (text, json) =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WritePropertyName("text");
            WireText.Write(json, text);
            json.WriteEndObject();
            json.WriteEndArray();
        }));
        Add(part.RootElement);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var entry in _entries.OrderBy(entry => entry.Index ?? int.MaxValue)) entry.Write(json);
        json.WriteEndArray();
    }

    private static int? IndexOf(JsonElement item)
        => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("index", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt32(out var index) ? index : null;
}
