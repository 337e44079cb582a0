using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>Puts a completion together from its chunks: every choice by its index, every other member as it last came.</summary>
/// <param name="kind">What the reply is where the chunks do not say: <c>chat.completion</c> or <c>text_completion</c>.</param>
internal sealed class ChatStream(string kind = ChatStream.Chat) : IReplyStream
{
    public const string Chat = "chat.completion";
    public const string Text = "text_completion";

    private const string OfChunk = ".chunk";

    // The first is the span's failure; the second are random letters that hide from eavesdroppers how long a chunk is.
    private static readonly HashSet<string> NoPartOfAReply = ["error", "obfuscation"];

    private readonly SortedDictionary<int, ChatChoice> _choices = [];
    private readonly LastValues _members = new();
    private string _object = kind;

    public bool IsEndMark(ReadOnlySpan<byte> data) => data.SequenceEqual("[DONE]"u8);

    public WireError? ErrorIn(JsonElement chunk) => LateError.In(chunk);

    public void Add(JsonElement chunk)
    {
        if (chunk.ValueKind != JsonValueKind.Object) return;
        foreach (var member in chunk.EnumerateObject())
        {
            if (member.NameEquals("choices")) AddChoices(member.Value);
            else if (member.NameEquals("object")) NoteKind(WireText.Of(member.Value));
            else if (!NoPartOfAReply.Contains(member.Name)) _members.Set(member);
        }
    }

    public byte[] ToReply() => JsonBytes.Write(this, static (stream, json) => stream.Write(json));

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        _members.Write(json);
        json.WriteString("object", _object);
        json.WriteStartArray("choices");
        foreach (var (index, choice) in _choices) choice.Write(json, index);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void NoteKind(string? name)
    {
        if (name is not { Length: > 0 }) return;
        _object = name.EndsWith(OfChunk, StringComparison.Ordinal) ? name[..^OfChunk.Length] : name;
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
