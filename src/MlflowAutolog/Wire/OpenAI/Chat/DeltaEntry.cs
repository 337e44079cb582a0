using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>An entry of a list that arrives in pieces. Kept as it came until a second piece comes: most entries (tokens, citations) are whole.</summary>
/// <param name="index">Its place, where the server names it; it is no part of the entry in a reply that is not streamed.</param>
internal sealed class DeltaEntry(int? index)
{
    private JsonElement _whole;
    private DeltaObject? _pieces;

    public int? Index => index;

    public void Add(JsonElement item)
    {
        if (_whole.ValueKind == JsonValueKind.Undefined && index is null)
        {
            _whole = item.Clone();
            return;
        }

        Pieces.Add(item);
        if (index is not null) Pieces.Remove("index");
    }

    public string? TextOf(string name) => _pieces is null ? WireText.Of(_whole, name) : _pieces.TextOf(name);

    /// <summary>Text of a member's member.</summary>
    public string? TextOf(string holder, string name)
        => _pieces is not null ? _pieces.ObjectOf(holder)?.TextOf(name) : _whole.ValueKind == JsonValueKind.Object && _whole.TryGetProperty(holder, out var inner) ? WireText.Of(inner, name) : null;

    public void Write(Utf8JsonWriter json)
    {
        if (_pieces is null) WireText.Write(json, _whole);
        else _pieces.Write(json);
    }

    private DeltaObject Pieces
    {
        get
        {
            if (_pieces is null)
            {
                _pieces = new DeltaObject();
                _pieces.Add(_whole);
            }

            return _pieces;
        }
    }
}
