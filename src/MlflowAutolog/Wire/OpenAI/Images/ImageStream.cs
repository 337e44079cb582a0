using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Images;

/// <summary>Puts a reply together from the events of a streamed picture. Of the pictures on the way to it the last is kept only while there is no finished one.</summary>
internal sealed class ImageStream : EventStream
{
    private readonly List<JsonElement> _finished = [];
    private JsonElement? _partial;
    private JsonElement? _created;

    protected override void Add(string type, JsonElement chunk)
    {
        foreach (var member in chunk.EnumerateObject())
        {
            if (member.NameEquals("created_at")) _created = member.Value.Clone();
            else if (member.NameEquals("b64_json")) AddPicture(type, member.Value);
            else if (!member.NameEquals("type") && !member.NameEquals("partial_image_index")) Members.Set(member);
        }
    }

    protected override void Write(Utf8JsonWriter json)
    {
        if (_created is { } created)
        {
            json.WritePropertyName("created");
            WireText.Write(json, created);
        }

        WriteData(json);
        Members.Write(json);
    }

    private void AddPicture(string type, JsonElement base64)
    {
        if (!type.EndsWith(".completed", StringComparison.Ordinal))
        {
            _partial = base64.Clone();
            return;
        }

        _finished.Add(base64.Clone());
        IsComplete = true;
    }

    private void WriteData(Utf8JsonWriter json)
    {
        var pictures = _finished.Count == 0 && _partial is { } partial ? new List<JsonElement> { partial } : _finished;
        // Without one the reply must not say that there were none: they may have been too large to keep.
        if (pictures.Count == 0) return;
        json.WriteStartArray("data");
        foreach (var picture in pictures)
        {
            json.WriteStartObject();
            json.WritePropertyName("b64_json");
            WireText.Write(json, picture);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
