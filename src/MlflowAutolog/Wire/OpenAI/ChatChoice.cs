using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>One choice of a streamed completion.</summary>
internal sealed class ChatChoice
{
    private readonly DeltaObject _message = new();
    private readonly DeltaObject _logProbabilities = new();
    private readonly LastValues _others = new();
    private bool _hasLogProbabilities;

    public void Add(JsonElement choice)
    {
        foreach (var member in choice.EnumerateObject())
        {
            if (member.NameEquals("index")) continue;
            if (member.NameEquals("delta")) _message.Add(member.Value);
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
        json.WritePropertyName("message");
        WriteMessage(json);
        json.WriteEndObject();
    }

    private void AddLogProbabilities(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        _hasLogProbabilities = true;
        _logProbabilities.Add(value);
    }

    // A model that calls tools or refuses has no content: the whole reply says null there, the stream may have said "".
    private void WriteMessage(Utf8JsonWriter json)
    {
        if (_message.IsEmptyText("content") && (_message.Has("tool_calls") || _message.Has("function_call") || _message.HasText("refusal"))) _message.Remove("content");
        if (!_message.Has("content")) _message.SetNull("content");
        if (_message.IsEmptyText("refusal")) _message.SetNull("refusal");
        _message.Write(json);
    }
}
