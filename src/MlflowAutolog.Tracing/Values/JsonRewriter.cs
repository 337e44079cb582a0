using System.Buffers;
using System.Text.Json;

namespace MlflowAutolog.Tracing.Values;

/// <summary>JSON in, the same value out: compact, unescaped, no deeper and no longer than allowed.</summary>
internal static class JsonRewriter
{
    internal static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 1000 };

    /// <param name="json">One JSON value.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="levels">Levels of nesting that may follow; deeper ones become <see cref="JsonLimits.Cut"/>.</param>
    /// <param name="end">Length of <paramref name="output"/> from which on the rest is left out.</param>
    /// <returns>False, with nothing written, when this is no JSON.</returns>
    public static bool TryWrite(ReadOnlySpan<byte> json, JsonOutput output, int levels, int end)
    {
        int start = output.Length;
        try
        {
            var reader = new Utf8JsonReader(json, Lenient);
            if (reader.Read())
            {
                Value(ref reader, output, levels, end);
                return true;
            }
        }
        catch (JsonException)
        {
            // Not JSON, or a thousand levels deep: the caller has another form for it.
        }

        output.Truncate(start);
        return false;
    }

    private static void Value(ref Utf8JsonReader reader, JsonOutput output, int levels, int end)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when levels == 0:
                reader.Skip();
                output.Text(JsonLimits.Cut);
                break;
            case JsonTokenType.StartObject:
                Members(ref reader, output, levels - 1, end);
                break;
            case JsonTokenType.StartArray:
                Items(ref reader, output, levels - 1, end);
                break;
            case JsonTokenType.String:
                Text(ref reader, output, end);
                break;
            default:
                output.Raw(reader.ValueSpan);
                break;
        }
    }

    // Where the output is full, a container is closed without reading to its end: whatever token the reader stands on then, nothing more is written.
    private static void Members(ref Utf8JsonReader reader, JsonOutput output, int levels, int end)
    {
        output.BeginObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            output.Next();
            if (output.Length >= end)
            {
                output.Raw("\"…\":\"…\""u8);
                break;
            }

            Text(ref reader, output, int.MaxValue);
            output.Raw(":"u8);
            reader.Read();
            Value(ref reader, output, levels, end);
        }

        output.EndObject();
    }

    private static void Items(ref Utf8JsonReader reader, JsonOutput output, int levels, int end)
    {
        output.BeginArray();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            output.Next();
            if (output.Length >= end)
            {
                output.Text(JsonLimits.Cut);
                break;
            }

            Value(ref reader, output, levels, end);
        }

        output.EndArray();
    }

    private static void Text(ref Utf8JsonReader reader, JsonOutput output, int end)
    {
        var raw = reader.ValueSpan;
        int room = Math.Max(0, end - output.Length);
        if (!reader.ValueIsEscaped && JsonStringContent.IsPlain(raw))
        {
            Text(raw, output, room);
            return;
        }

        byte[] scratch = ArrayPool<byte>.Shared.Rent(JsonStringContent.MaxLength(raw));
        Text(scratch.AsSpan(0, JsonStringContent.Decode(raw, scratch)), output, room);
        ArrayPool<byte>.Shared.Return(scratch);
    }

    private static void Text(ReadOnlySpan<byte> utf8, JsonOutput output, int room)
    {
        if (utf8.Length <= room)
        {
            output.Utf8Text(utf8);
            return;
        }

        while (room > 0 && (utf8[room] & 0xC0) == 0x80)
            room--;
        var head = utf8[..room];
        output.Utf8Text([.. output.IsRedacted ? head : head[..SafeCut.HeadLength(head)], .. "…"u8]);
    }
}
