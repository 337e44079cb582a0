using System.Text.Json;
using MlflowAutolog.Exchanges;

namespace MlflowAutolog.Wire.OpenAI.Audio;

/// <summary>Speech becomes text.</summary>
internal sealed class TranscriptionsFormat : MediaFormat
{
    private readonly string _path;

    private TranscriptionsFormat(string name, string path)
    {
        SpanName = name;
        _path = path;
    }

    /// <summary>In the language it is spoken in.</summary>
    public static TranscriptionsFormat Original { get; } = new("Transcriptions", "/audio/transcriptions");

    public static TranscriptionsFormat English { get; } = new("Translations", "/audio/translations");

    public override string SpanName { get; }

    public override bool MatchesPath(string path) => EndsWith(path, _path);

    // Compatible servers take a URL in place of the file.
    public override bool IsCall(JsonElement request) => request.TryGetProperty("file", out _) || request.TryGetProperty("model", out _);

    public override IReplyStream OpenStream() => new TranscriptStream();

    /// <summary>The formats text, srt and vtt are bare text.</summary>
    public override bool TryMapRaw(CapturedBody reply, string? contentType, CallContent span)
    {
        if (contentType is not null && !IsTranscript(contentType)) return false;
        // Some servers call their JSON text.
        if (reply.Head.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] && JsonBody.TryRead(reply, out _, out var document))
        {
            document.Dispose();
            return false;
        }

        var text = BodyText.Of(reply.Head.Span, reply.Tail.Span, reply.LeftOut, contentType);
        span.SetOutputs(JsonBytes.Write(text, static (text, json) => json.WriteStringValue(text)));
        return true;
    }

    private static bool IsTranscript(string contentType)
        => BodyText.IsText(contentType) && !contentType.Contains("json", StringComparison.OrdinalIgnoreCase) && !contentType.StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("application/x-subrip", StringComparison.OrdinalIgnoreCase);
}
