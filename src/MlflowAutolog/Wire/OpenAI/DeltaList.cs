using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>A list that arrives in pieces: entries that name an index (tool calls) are merged by it, all others appended.</summary>
internal sealed class DeltaList
{
    private readonly SortedDictionary<int, DeltaObject> _byIndex = [];
    private readonly List<JsonElement> _appended = [];

    public void Add(JsonElement items)
    {
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("index", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt32(out var index)) Merge(index, item);
            else _appended.Add(item.Clone());
        }
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var entry in _byIndex.Values) entry.Write(json);
        foreach (var item in _appended) item.WriteTo(json);
        json.WriteEndArray();
    }

    private void Merge(int index, JsonElement item)
    {
        if (!_byIndex.TryGetValue(index, out var entry)) _byIndex[index] = entry = new DeltaObject();
        entry.Add(item);
        entry.Remove("index");
    }
}
