using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>One choice of a streamed completion, of a chat or of the older kind that is but a text.</summary>
internal sealed class ChatChoice
{
    private readonly DeltaObject _message = new();
    private readonly DeltaObject _logProbabilities = new();
    private readonly LastValues _others = new();
    private StringBuilder? _text;
    private JsonElement _wholeMessage;
    private bool _hasLogProbabilities;

    public void Add(JsonElement choice)
    {
        foreach (var member in choice.EnumerateObject())
        {
            if (member.NameEquals("index")) continue;
            if (member.NameEquals("delta")) _message.Add(member.Value);
            else if (member.NameEquals("text")) (_text ??= new StringBuilder()).Append(WireText.Of(member.Value));
            else if (member.NameEquals("message")) _wholeMessage = member.Value.Clone();
            else if (member.NameEquals("logprobs")) AddLogProbabilities(member.Value);
            else _others.Set(member);
        }
    }

    public void Write(Utf8JsonWriter json, int index)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        _others.Write(json);
        json.WritePropertyName("logprobs");
        if (_hasLogProbabilities) _logProbabilities.Write(json);
        else json.WriteNullValue();
        if (_text is null) WriteMessage(json);
        else WriteText(_text, json);
        json.WriteEndObject();
    }

    private void AddLogProbabilities(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        _hasLogProbabilities = true;
        _logProbabilities.Add(value);
    }

    private static void WriteText(StringBuilder text, Utf8JsonWriter json)
    {
        json.WritePropertyName("text");
        WireText.Write(json, text.ToString());
    }

    // Some servers repeat in each chunk the message so far, beside the delta; others have a message in the only chunk that they send.
    private void WriteMessage(Utf8JsonWriter json)
    {
        json.WritePropertyName("message");
        if (_message.IsEmpty && _wholeMessage.ValueKind == JsonValueKind.Object)
        {
            WireText.Write(json, _wholeMessage);
            return;
        }

        StreamedMessage.Complete(_message);
        _message.Write(json);
    }
}
