using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Images;

/// <summary>Pictures: made, edited, varied.</summary>
internal sealed class ImagesFormat : MediaFormat
{
    public override string SpanName => "Images";

    public override bool MatchesPath(string path) => EndsWith(path, "/images/generations") || EndsWith(path, "/images/edits") || EndsWith(path, "/images/variations");

    public override bool IsCall(JsonElement request)
        => request.TryGetProperty("prompt", out _) || request.TryGetProperty("image", out _) || request.TryGetProperty("images", out _);

    public override bool IsScalarField(string name) => name is "output_compression" or "partial_images" || base.IsScalarField(name);

    public override void MapReply(JsonElement reply, CallContent span)
    {
        base.MapReply(reply, span);
        if (reply.ValueKind == JsonValueKind.Object && new ImageReply(reply, Requested(span, "output_format"), span).Readable() is { } readable) span.SetOutputs(readable);
    }

    public override IReplyStream OpenStream() => new ImageStream();
}
