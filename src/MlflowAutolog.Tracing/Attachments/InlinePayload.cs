using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>The member of an object that holds binary content as base64, and the content's media type.</summary>
/// <remarks>The shapes that MLflow Python knows (<c>mlflow/entities/span.py</c>), and of the same vendors: Anthropic's documents, Bedrock's documents, video and audio, Gemini's JSON names.</remarks>
internal readonly record struct InlinePayload(string Member, string ContentType)
{
    private const string Image = "image", Audio = "audio", Document = "document", Video = "video";

    /// <summary>What an object holds by itself.</summary>
    public static InlinePayload? Of(JsonOutline json, int node) => json.TextOf(node, "type"u8) switch
    {
        "image_generation_call" => new("result", ImageOf(json, node)),
        "input_file" => new("file_data", MediaTypes.OfFile(json.TextOf(node, "filename"u8) ?? "")),
        "output_audio" => new("data", "audio/wav"),
        { } type when type.StartsWith("image_generation.", StringComparison.Ordinal) || type.StartsWith("image_edit.", StringComparison.Ordinal) => new("b64_json", ImageOf(json, node)),
        _ => null,
    };

    /// <summary>What is in a member by the object it is a member of.</summary>
    public static InlinePayload? In(JsonOutline json, int owner, int member) => json.Name(member) switch
    {
        "input_audio" when json.TextOf(owner, "type"u8) == "input_audio" => new("data", MediaTypes.Of(Audio, Format(json, member, "format"u8, "wav"))),
        "audio" when json.TextOf(member, "data"u8) is not null => new("data", "audio/wav"),
        "file" when json.TextOf(owner, "type"u8) == "file" => new("file_data", MediaTypes.OfFile(json.TextOf(member, "filename"u8) ?? "")),
        "source" when json.TextOf(member, "type"u8) == "base64" => Anthropic(json, owner, member),
        "source" when json.TextOf(member, "bytes"u8) is not null => Bedrock(json, owner),
        "inline_data" or "inlineData" => new("data", json.TextOf(member, "mime_type"u8) ?? json.TextOf(member, "mimeType"u8) ?? MediaTypes.Unknown),
        // An image reply, and nothing else that happens to have a member of that name.
        "data" when json.IsArray(member) && json.Member(owner, "created"u8) >= 0 => new("b64_json", ImageOf(json, owner)),
        _ => null,
    };

    private static InlinePayload? Anthropic(JsonOutline json, int owner, int source) => json.TextOf(owner, "type"u8) switch
    {
        Image => new("data", Format(json, source, "media_type"u8, "image/png")),
        Document => new("data", Format(json, source, "media_type"u8, "application/pdf")),
        _ => null,
    };

    private static InlinePayload? Bedrock(JsonOutline json, int owner) => json.Name(owner) switch
    {
        Image => new("bytes", MediaTypes.Of(Image, Format(json, owner, "format"u8, "png"))),
        Document => new("bytes", MediaTypes.Of(Document, Format(json, owner, "format"u8, "pdf"))),
        Video => new("bytes", MediaTypes.Of(Video, Format(json, owner, "format"u8, "mp4"))),
        Audio => new("bytes", MediaTypes.Of(Audio, Format(json, owner, "format"u8, "wav"))),
        _ => null,
    };

    private static string ImageOf(JsonOutline json, int node) => MediaTypes.Of(Image, Format(json, node, "output_format"u8, "png"));

    private static string Format(JsonOutline json, int node, ReadOnlySpan<byte> name, string otherwise) => json.TextOf(node, name) is { Length: > 0 } text ? text : otherwise;
}
