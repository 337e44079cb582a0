using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire;

/// <summary>What MLflow's columns hold. One value beyond them loses the whole request on some databases, so all are cut before sending.</summary>
internal static class WireLimits
{
    private const int Type = 500, Name = 4096, TagKey = 250, TagValue = 4096, Metadata = 250, ClientRequestId = 50, Preview = 1000, AssessmentName = 250, SourceId = 250;

    public static string OfName(string name) => Text(name, Name) is { Length: > 0 } text ? text : "<unnamed>";

    public static string OfType(string type) => Text(type, Type) is { Length: > 0 } text ? text : SpanType.Unknown;

    public static string OfTagValue(string value) => Text(value, TagValue);

    /// <summary>Also session and user.</summary>
    public static string OfMetadata(string text) => Text(text, Metadata);

    public static string OfClientRequestId(string id) => Text(id, ClientRequestId);

    public static string OfPreview(string preview) => TextLimit.Cut(Clean(preview), Preview, "...");

    /// <summary>MLflow refuses other characters in a tag's key; they become <c>_</c>. Null for a key that nobody may set.</summary>
    public static string? OfTagKey(string key)
    {
        if (key is WireNames.SpansLocation or WireNames.ArtifactLocation || key.Length == 0)
            return null;
        if (key.All(IsAllowed))
            return TextLimit.Cut(key, TagKey, "_");
        return TextLimit.Cut(string.Concat(key.Select(character => IsAllowed(character) ? character : '_')), TagKey, "_");
    }

    public static string OfAssessmentName(string name) => Text(name, AssessmentName);

    public static string OfSourceId(string id) => Text(id, SourceId);

    /// <summary>Text of any length; U+0000, which PostgreSQL refuses, is taken out.</summary>
    public static string OfText(string text) => Clean(text);

    private static bool IsAllowed(char character) => char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or ':' or '/' or ' ';

    private static string Text(string text, int limit) => TextLimit.Cut(Clean(text), limit, JsonLimits.Cut);

    private static string Clean(string text) => text.Contains('\0') ? text.Replace("\0", null, StringComparison.Ordinal) : text;
}
