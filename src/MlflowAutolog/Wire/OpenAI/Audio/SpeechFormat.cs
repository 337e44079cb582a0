using System.Text;
using System.Text.Json;
using MlflowAutolog.Exchanges;
using MlflowAutolog.Tracing.Attachments;

namespace MlflowAutolog.Wire.OpenAI.Audio;

/// <summary>Text becomes speech: the reply is the sound itself, or a stream of its pieces.</summary>
internal sealed class SpeechFormat : MediaFormat
{
    public override string SpanName => "Speech";

    public override bool KeepsMedia => true;

    public override bool MatchesPath(string path) => EndsWith(path, "/audio/speech");

    public override bool IsCall(JsonElement request) => request.TryGetProperty("input", out _);

    public override IReplyStream OpenStream() => new SpeechStream();

    public override bool TryMapRaw(CapturedBody reply, string? contentType, CallContent span)
    {
        var type = MediaTypes.WithoutParameters(contentType ?? MediaTypes.Unknown).Trim();
        if (type == MediaTypes.Unknown) type = Asked(span);
        if (!type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) || !MediaTypes.IsPlain(type)) return false;
        if (reply.IsWhole) SetSound(DataUri.Of(type, reply.Head.Span), default, span);
        else SetSound(Encoding.UTF8.GetBytes(span.LeaveOut(type, reply.Head.Length + reply.LeftOut + reply.Tail.Length)), default, span);
        return true;
    }

    public override void MapReply(JsonElement reply, CallContent span)
    {
        base.MapReply(reply, span);
        if (reply.ValueKind == JsonValueKind.Object && WireText.Of(reply, SpeechStream.Sound) is { } sound)
            SetSound(DataUri.OfBase64(Asked(span), Encoding.UTF8.GetBytes(sound)), reply, span);
    }

    private static string Asked(CallContent span) => MediaTypes.Of("audio", Requested(span, "response_format") ?? "mp3");

    /// <param name="sound">Or what stands in its place.</param>
    /// <param name="reply">Whose other members stay.</param>
    /// <param name="span">Whose outputs it becomes.</param>
    private static void SetSound(byte[] sound, JsonElement reply, CallContent span) => span.SetOutputs(JsonBytes.Write((sound, reply), static (all, json) =>
    {
        json.WriteStartObject();
        json.WriteString(SpeechStream.Sound, all.sound);
        if (all.reply.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in all.reply.EnumerateObject())
            {
                if (!member.NameEquals(SpeechStream.Sound)) WireMember.Write(json, member);
            }
        }

        json.WriteEndObject();
    }));
}
