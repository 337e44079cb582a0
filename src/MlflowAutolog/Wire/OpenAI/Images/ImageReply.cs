using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Images;

/// <summary>A reply with pictures, where it does not say by itself what they are, or has not all of them.</summary>
/// <param name="reply">An object.</param>
/// <param name="requested">The format that was asked for.</param>
/// <param name="span">Told of what is missing.</param>
internal sealed class ImageReply(JsonElement reply, string? requested, CallContent span)
{
    private const string Default = "png";

    // Base64 has four characters for three bytes.
    private const int Characters = 4, Bytes = 3;

    private string ContentType => "image/" + (Text(reply, "output_format") ?? requested ?? Default);

    /// <summary>The reply with each picture and its type in one text; null when the core finds them as they are.</summary>
    public byte[]? Readable()
    {
        if (!span.CapturesContent) return null;
        var isCut = HasNoPictures && span.Find(Names.ReplyBytesLeftOut) is not null;
        var isPlain = reply.TryGetProperty("created", out _) && (Text(reply, "output_format") ?? requested ?? Default) == (Text(reply, "output_format") ?? Default);
        return isCut || !isPlain ? JsonBytes.Write(this, (me, json) => me.Write(json, isCut)) : null;
    }

    private bool HasNoPictures => !reply.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array;

    private void Write(Utf8JsonWriter json, bool isCut)
    {
        json.WriteStartObject();
        foreach (var member in reply.EnumerateObject())
        {
            if (!member.NameEquals("data")) WireMember.Write(json, member);
            else if (!isCut) WriteData(member.Value, json);
        }

        if (isCut) json.WriteString("data", span.LeaveOut(ContentType, SizeOfCut));
        json.WriteEndObject();
    }

    // What is left of a body that lacks its middle holds the beginning of the first picture and the end of the last.
    private long SizeOfCut => (WireText.Of(reply, "data") is { } text ? JsonBody.LengthBeforeCut(text) : 0) / Characters * Bytes;

    private void WriteData(JsonElement data, Utf8JsonWriter json)
    {
        json.WritePropertyName("data");
        if (data.ValueKind != JsonValueKind.Array)
        {
            WireText.Write(json, data);
            return;
        }

        json.WriteStartArray();
        foreach (var item in data.EnumerateArray()) WriteItem(item, json);
        json.WriteEndArray();
    }

    private void WriteItem(JsonElement item, Utf8JsonWriter json)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            WireText.Write(json, item);
            return;
        }

        json.WriteStartObject();
        foreach (var member in item.EnumerateObject())
        {
            if (member.NameEquals("b64_json") && WireText.Of(member.Value) is { } base64) json.WriteString("b64_json", DataUri.OfBase64(ContentType, Encoding.UTF8.GetBytes(base64)));
            else WireMember.Write(json, member);
        }

        json.WriteEndObject();
    }

    private static string? Text(JsonElement element, string name) => WireText.Of(element, name) is { Length: > 0 } text ? text : null;
}
