using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Responses;

/// <summary>An object of a streamed response: as an event showed it whole, and what other events brought of it in pieces.</summary>
internal sealed class StreamedObject
{
    private readonly Dictionary<string, object> _members = [];

    /// <summary>Replaces all of it: what an event shows whole is never older than the pieces before it.</summary>
    public void Show(JsonElement whole)
    {
        _members.Clear();
        foreach (var member in whole.EnumerateObject()) Set(member.Name, member.Value);
    }

    public bool Has(string name) => _members.ContainsKey(name);

    public bool HasItems(string name) => _members.GetValueOrDefault(name) is JsonElement { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0;

    public void Remove(string name) => _members.Remove(name);

    public void Set(string name, JsonElement value) => _members[name] = value.Clone();

    public void Set(string name, string text) => _members[name] = new StringBuilder(text);

    public void Set(string name, StreamedList list) => _members[name] = list;

    public void Append(string name, string text)
    {
        if (_members.GetValueOrDefault(name) is not StringBuilder joined)
            _members[name] = joined = new StringBuilder(_members.GetValueOrDefault(name) is JsonElement before ? WireText.Of(before) : null);
        joined.Append(text);
    }

    /// <summary>The list in a member; one that is shown whole is gone on with.</summary>
    public StreamedList List(string name)
    {
        if (_members.GetValueOrDefault(name) is StreamedList known) return known;
        var list = StreamedList.From(_members.GetValueOrDefault(name) is JsonElement before ? before : default);
        _members[name] = list;
        return list;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, value) in _members)
        {
            json.WritePropertyName(name);
            if (value is StringBuilder text) WireText.Write(json, text.ToString());
            else if (value is StreamedList list) list.Write(json);
            else WireText.Write(json, (JsonElement)value);
        }

        json.WriteEndObject();
    }
}
