using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Audio;

/// <summary>Puts a transcript together from its pieces; the last event has it whole.</summary>
internal sealed class TranscriptStream : EventStream
{
    private readonly StringBuilder _pieces = new();
    private readonly List<JsonElement> _segments = [];
    private string? _whole;

    protected override void Add(string type, JsonElement chunk)
    {
        switch (type)
        {
            case "transcript.text.delta":
                _pieces.Append(WireText.Of(chunk, "delta"));
                break;
            case "transcript.text.segment":
                _segments.Add(chunk.Clone());
                break;
            default:
                AddEnd(type, chunk);
                break;
        }
    }

    protected override void Write(Utf8JsonWriter json)
    {
        json.WritePropertyName("text");
        WireText.Write(json, _whole ?? _pieces.ToString());
        if (_segments.Count > 0)
        {
            json.WriteStartArray("segments");
            foreach (var segment in _segments) WireText.Write(json, segment);
            json.WriteEndArray();
        }

        Members.Write(json);
    }

    private void AddEnd(string type, JsonElement chunk)
    {
        if (type == "transcript.text.done") IsComplete = true;
        foreach (var member in chunk.EnumerateObject())
        {
            if (member.NameEquals("text")) _whole = WireText.Of(member.Value);
            else if (!member.NameEquals("type")) Members.Set(member);
        }
    }
}
