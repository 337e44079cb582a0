using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Assembling;

/// <summary>The one line of a trace that lists show: what was asked, what was answered.</summary>
/// <remarks>
/// Where MLflow's rule finds text, that text. Where it finds none and the span names a chat format: the last user text, or the answer's text, refusal or calls.
/// A failed root without an answer: its error. Else the JSON text of the value, quotes of a plain string included.
/// </remarks>
internal static class Previews
{
    public const int MaxLength = 1000;

    private const string Asker = "user", Answerer = "assistant";

    /// <summary>Null when the root has no inputs.</summary>
    public static string? OfRequest(SpanData root)
    {
        if (root.Inputs.IsAbsent)
            return null;
        return Cut(Read(root.Inputs, inputs => Rule(inputs, Asker) ?? (NamesFormat(root) ? ChatPreview.OfRequest(inputs) : null)) ?? Raw(root.Inputs));
    }

    /// <summary>Null when the root has neither outputs nor an error to tell.</summary>
    public static string? OfResponse(SpanData root)
    {
        bool named = NamesFormat(root);
        string? text = Read(root.Outputs, outputs => Rule(outputs, Answerer) ?? (named ? ChatPreview.OfReply(outputs) : null));
        if (text is null && root.Status == SpanStatusCode.Error && (named || IsNothing(root.Outputs)) && !string.IsNullOrEmpty(root.StatusMessage))
            text = root.StatusMessage;
        if (text is null && root.Outputs.IsAbsent)
            return null;
        return Cut(text ?? Raw(root.Outputs));
    }

    /// <summary>Whether MLflow's own rule would give the same (then the info need not be sent for it).</summary>
    public static bool ServerWouldAgree(SpanData root, string? request, string? response) =>
        Agrees(root.Inputs, Asker, request) && Agrees(root.Outputs, Answerer, response);

    private static bool Agrees(JsonText value, string role, string? preview)
    {
        if (value.IsAbsent || preview is null)
            return value.IsAbsent && preview is null;
        return !IsTextThatLooksLikeJson(value) && Cut(Read(value, element => Rule(element, role)) ?? Raw(value)) == preview;
    }

    private static string? Rule(JsonElement value, string role) => PreviewRule.TextOf(value, role) is { Length: > 0 } text ? text : null;

    // Vectors are nobody's words, although their request has an "input", too.
    private static bool NamesFormat(SpanData root) => root.Type != SpanType.Embedding && root.Attributes.Any(attribute => attribute.Key == WireNames.MessageFormat);

    private static bool IsNothing(JsonText value) => value.IsAbsent || value.Utf8.Span.SequenceEqual("null"u8);

    // A text that is itself JSON travels in one layer more, and what the server previews of it hangs on when it takes that off.
    private static bool IsTextThatLooksLikeJson(JsonText value) =>
        Read(value, element => element.Text()) is { } text && text.AsSpan().TrimStart() is ['{' or '[' or '"', ..];

    private static string Raw(JsonText value) => JsonExcerpt.Of(value, MaxLength);

    private static string Cut(string text) => TextLimit.Cut(text, MaxLength, "...");

    private static string? Read(JsonText value, Func<JsonElement, string?> read)
    {
        if (value.IsAbsent)
            return null;
        try
        {
            using var document = JsonDocument.Parse(value.Utf8, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 1000 });
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            // Not JSON after all: what it says is its text.
            return null;
        }
    }
}
