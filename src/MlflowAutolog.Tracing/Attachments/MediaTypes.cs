using System.Buffers;
using System.Collections.Frozen;

namespace MlflowAutolog.Tracing.Attachments;

/// <summary>Media types of the files that models are given and give.</summary>
internal static class MediaTypes
{
    public const string Unknown = "application/octet-stream";

    // The longest that is registered has 73 characters.
    private const int LongestName = 80;

    private static readonly SearchValues<char> OfSubtypes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_");

    private static readonly FrozenDictionary<string, string> ByExtension = new Dictionary<string, string>
    {
        ["png"] = "image/png",
        ["jpg"] = "image/jpeg",
        ["jpeg"] = "image/jpeg",
        ["gif"] = "image/gif",
        ["webp"] = "image/webp",
        ["bmp"] = "image/bmp",
        ["tif"] = "image/tiff",
        ["tiff"] = "image/tiff",
        ["svg"] = "image/svg+xml",
        ["ico"] = "image/vnd.microsoft.icon",
        ["heic"] = "image/heic",
        ["avif"] = "image/avif",
        ["mp3"] = "audio/mpeg",
        ["wav"] = "audio/wav",
        ["ogg"] = "audio/ogg",
        ["opus"] = "audio/opus",
        ["flac"] = "audio/flac",
        ["aac"] = "audio/aac",
        ["m4a"] = "audio/mp4",
        ["weba"] = "audio/webm",
        ["mp4"] = "video/mp4",
        ["webm"] = "video/webm",
        ["mov"] = "video/quicktime",
        ["mkv"] = "video/x-matroska",
        ["mpeg"] = "video/mpeg",
        ["pdf"] = "application/pdf",
        ["txt"] = "text/plain",
        ["md"] = "text/markdown",
        ["csv"] = "text/csv",
        ["html"] = "text/html",
        ["htm"] = "text/html",
        ["json"] = "application/json",
        ["xml"] = "application/xml",
        ["zip"] = "application/zip",
        ["doc"] = "application/msword",
        ["docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ["xls"] = "application/vnd.ms-excel",
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string OfFile(string path) => ByExtension.GetValueOrDefault(Path.GetExtension(path).TrimStart('.')) ?? Unknown;

    /// <summary>One of them may be the name of a file.</summary>
    public static string WithoutParameters(string contentType) => contentType.Split(';')[0];

    /// <summary>Type and subtype and nothing else: no text that anybody wrote.</summary>
    public static bool IsPlain(string contentType)
        => contentType.Split('/') is [{ Length: > 0 and <= LongestName } type, { Length: > 0 and <= LongestName } subtype] && type.All(char.IsAsciiLetter) && !subtype.AsSpan().ContainsAnyExcept(OfSubtypes);

    /// <summary>Of a part that a request calls by its kind (image, audio …) and its format.</summary>
    public static string Of(string kind, string format) => (kind, format) switch
    {
        ("audio", "mp3") => "audio/mpeg",
        ("document", _) => ByExtension.GetValueOrDefault(format) ?? Unknown,
        _ => $"{kind}/{format}",
    };
}
