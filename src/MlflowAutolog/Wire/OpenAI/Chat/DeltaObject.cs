using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>An object that arrives in pieces: texts are joined, lists and objects merged, and of everything else the last value counts.</summary>
internal sealed class DeltaObject
{
    private static readonly HashSet<string> NotJoined = ["role", "id", "type", "name", "format", "signature_id", "tool_call_id"];
    private readonly Dictionary<string, object?> _members = [];

    public bool IsEmpty => _members.Count == 0;

    public void Add(JsonElement delta)
    {
        if (delta.ValueKind != JsonValueKind.Object) return;
        foreach (var member in delta.EnumerateObject()) Add(member.Name, member.Value);
    }

    public bool Has(string name) => _members.GetValueOrDefault(name) is not null;

    /// <summary>Null when there is no such text.</summary>
    public string? TextOf(string name) => _members.GetValueOrDefault(name) switch
    {
        StringBuilder joined => joined.ToString(),
        JsonElement last => WireText.Of(last),
        _ => null,
    };

    public DeltaObject? ObjectOf(string name) => _members.GetValueOrDefault(name) as DeltaObject;

    public void Remove(string name) => _members.Remove(name);

    public void SetNull(string name) => _members[name] = null;

    public void SetText(string name, string text) => _members[name] = new StringBuilder(text);

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, value) in _members)
        {
            json.WritePropertyName(name);
            WriteValue(value, json);
        }

        json.WriteEndObject();
    }

    private void Add(string name, JsonElement value)
    {
        var known = _members.GetValueOrDefault(name);
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                _members.TryAdd(name, null);
                break;
            case JsonValueKind.String when NotJoined.Contains(name):
                if (known is not JsonElement || !value.ValueEquals("")) _members[name] = value.Clone();
                break;
            case JsonValueKind.String when known is DeltaList parts:
                parts.AddText(WireText.Of(value)!);
                break;
            case JsonValueKind.String:
                _members[name] = (known as StringBuilder ?? new StringBuilder()).Append(WireText.Of(value));
                break;
            case JsonValueKind.Object:
                var merged = known as DeltaObject ?? new DeltaObject();
                merged.Add(value);
                _members[name] = merged;
                break;
            case JsonValueKind.Array:
                var list = known as DeltaList ?? DeltaList.After(known as StringBuilder);
                list.Add(value);
                _members[name] = list;
                break;
            default:
                _members[name] = value.Clone();
                break;
        }
    }

    private static void WriteValue(object? value, Utf8JsonWriter json)
    {
        switch (value)
        {
            case StringBuilder text:
                WireText.Write(json, text.ToString());
                break;
            case DeltaObject nested:
                nested.Write(json);
                break;
            case DeltaList list:
                list.Write(json);
                break;
            case JsonElement element:
                WireText.Write(json, element);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
