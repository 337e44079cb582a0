using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>Members of which the last value counts. Null, empty text and an empty object are no value: servers send them as placeholders.</summary>
internal sealed class LastValues
{
    private readonly Dictionary<string, JsonElement> _values = [];
    private readonly List<string> _order = [];

    public void Set(JsonProperty member)
    {
        if (IsPlaceholder(member.Value) && _values.ContainsKey(member.Name)) return;
        if (!_values.ContainsKey(member.Name)) _order.Add(member.Name);
        _values[member.Name] = member.Value.Clone();
    }

    public void Write(Utf8JsonWriter json)
    {
        foreach (var name in _order)
        {
            json.WritePropertyName(name);
            WireText.Write(json, _values[name]);
        }
    }

    private static bool IsPlaceholder(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.ValueEquals(""),
        JsonValueKind.Object => !value.EnumerateObject().MoveNext(),
        _ => false,
    };
}
