using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>Puts a <c>chat.completion</c> together from its chunks: every choice by its index, every other member as it last came.</summary>
internal sealed class ChatStream : IReplyStream
{
    private readonly SortedDictionary<int, ChatChoice> _choices = [];
    private readonly LastValues _members = new();

    public bool IsEndMark(ReadOnlySpan<byte> data) => data.SequenceEqual("[DONE]"u8);

    public WireError? ErrorIn(JsonElement chunk)
        => chunk.ValueKind == JsonValueKind.Object && chunk.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null
            ? WireError.Find(chunk)
            : null;

    public void Add(JsonElement chunk)
    {
        if (chunk.ValueKind != JsonValueKind.Object) return;
        foreach (var member in chunk.EnumerateObject())
        {
            if (member.NameEquals("choices")) AddChoices(member.Value);
            else if (!member.NameEquals("object")) _members.Set(member);
        }
    }

    public byte[] ToReply() => JsonBytes.Write(this, static (stream, json) => stream.Write(json));

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        _members.Write(json);
        json.WriteString("object", "chat.completion");
        json.WriteStartArray("choices");
        foreach (var (index, choice) in _choices) choice.Write(json, index);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void AddChoices(JsonElement choices)
    {
        if (choices.ValueKind != JsonValueKind.Array) return;
        foreach (var delta in choices.EnumerateArray())
        {
            if (delta.ValueKind != JsonValueKind.Object) continue;
            var index = delta.TryGetProperty("index", out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt32(out var number) ? number : 0;
            if (!_choices.TryGetValue(index, out var choice)) _choices[index] = choice = new ChatChoice();
            choice.Add(delta);
        }
    }
}
