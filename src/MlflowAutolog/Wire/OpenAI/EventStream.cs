using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI;

/// <summary>A stream of events that name their <c>type</c>, the last of which is the reply's end.</summary>
internal abstract class EventStream : IReplyStream
{
    /// <summary>What stands in the reply as the last event had it.</summary>
    protected LastValues Members { get; } = new();

    public bool IsComplete { get; protected set; }

    public bool IsEndMark(ReadOnlySpan<byte> data) => data.SequenceEqual("[DONE]"u8);

    public WireError? ErrorIn(JsonElement chunk) => LateError.InEvent(chunk);

    public void Add(JsonElement chunk)
    {
        if (chunk.ValueKind == JsonValueKind.Object) Add(TypeOf(chunk), chunk);
    }

    public byte[] ToReply() => JsonBytes.Write(this, static (stream, json) =>
    {
        json.WriteStartObject();
        stream.Write(json);
        json.WriteEndObject();
    });

    /// <param name="type">Empty for the rest of an event whose beginning was not kept.</param>
    /// <param name="chunk">An object.</param>
    protected abstract void Add(string type, JsonElement chunk);

    /// <summary>Writes the members of the reply.</summary>
    protected abstract void Write(Utf8JsonWriter json);

    private static string TypeOf(JsonElement chunk) => WireText.Of(chunk, "type") ?? "";
}
