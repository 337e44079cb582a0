using System.Buffers;
using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Audio;

/// <summary>Joins the pieces of streamed speech, each of which is base64 by itself.</summary>
internal sealed class SpeechStream : EventStream
{
    /// <summary>The member that holds the sound.</summary>
    public const string Sound = "audio";

    private readonly ArrayBufferWriter<byte> _pieces = new();

    protected override void Add(string type, JsonElement chunk)
    {
        foreach (var member in chunk.EnumerateObject())
        {
            if (member.NameEquals(Sound) && PieceOf(member.Value) is { } piece) _pieces.Write(piece);
            else if (!member.NameEquals("type")) Members.Set(member);
        }

        if (type == "speech.audio.done") IsComplete = true;
    }

    protected override void Write(Utf8JsonWriter json)
    {
        json.WriteBase64String(Sound, _pieces.WrittenSpan);
        Members.Write(json);
    }

    private static byte[]? PieceOf(JsonElement sound)
    {
        try
        {
            return sound.ValueKind == JsonValueKind.String && sound.TryGetBytesFromBase64(out var piece) ? piece : null;
        }
        catch (InvalidOperationException)
        {
            // An escape that is half a surrogate pair: no sound.
            return null;
        }
    }
}
