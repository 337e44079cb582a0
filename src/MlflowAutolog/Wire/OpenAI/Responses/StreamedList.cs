using System.Text.Json;
using MlflowAutolog.Tracing.Assembling;

namespace MlflowAutolog.Wire.OpenAI.Responses;

/// <summary>A list of a streamed response, whose entries come by their place in it.</summary>
internal sealed class StreamedList
{
    private readonly SortedDictionary<int, StreamedObject> _entries = [];
    private int _behind;

    public bool IsEmpty => _entries.Count == 0;

    public static StreamedList From(JsonElement shown)
    {
        var list = new StreamedList();
        foreach (var entry in shown.Items().Where(entry => entry.ValueKind == JsonValueKind.Object)) list.Next().Show(entry);
        return list;
    }

    public StreamedObject At(int place)
    {
        if (!_entries.TryGetValue(place, out var entry)) _entries[place] = entry = new StreamedObject();
        if (place >= _behind && place < int.MaxValue) _behind = place + 1;
        return entry;
    }

    /// <summary>A new entry behind all others.</summary>
    public StreamedObject Next() => At(_behind);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var entry in _entries.Values) entry.Write(json);
        json.WriteEndArray();
    }
}
