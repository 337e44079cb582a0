using System.Text.Json;

namespace MlflowAutolog.Wire.OpenAI.Chat;

/// <summary>Whether a piece of a list goes on with an entry, or begins one of its own.</summary>
/// <remarks>
/// OpenAI gives each tool call an index, and one head with its id and name. Compatible servers send every parallel call with index 0, or without an index, with empty ids, or with a new id
/// in each piece: so a call begins where a piece names a function and the entry cannot be the same call.
/// </remarks>
internal static class DeltaContinuation
{
    private static readonly string[] Callees = ["function", "custom"];

    public static bool Is(DeltaEntry entry, JsonElement piece)
    {
        if (piece.ValueKind != JsonValueKind.Object) return false;
        if (IsCall(entry) || Array.Exists(Callees, callee => piece.TryGetProperty(callee, out _))) return !BeginsCall(entry, piece);
        var (type, known) = (WireText.Of(piece, "type"), entry.TextOf("type"));
        return entry.Index is null ? IsPart(type) && type == known : !Differ(known, type) && !Differ(entry.TextOf("id"), WireText.Of(piece, "id"));
    }

    private static bool IsCall(DeltaEntry entry) => Array.Exists(Callees, callee => entry.TextOf(callee, "name") is not null);

    private static bool BeginsCall(DeltaEntry entry, JsonElement piece)
    {
        foreach (var callee in Callees)
        {
            if (!piece.TryGetProperty(callee, out var called) || WireText.Of(called, "name") is not { Length: > 0 } name || entry.TextOf(callee, "name") is not { Length: > 0 } known) continue;
            return name != known
                || Differ(entry.TextOf("id"), WireText.Of(piece, "id"))
                || (WireText.Of(called, "arguments") is { Length: > 0 } && IsWholeObject(entry.TextOf(callee, "arguments")));
        }

        return false;
    }

    // Texts, and what a model thinks, come in pieces; a citation or a picture is whole.
    private static bool IsPart(string? type) => type is "text" or "output_text" or "summary_text" or "thinking" or "reasoning" or "reasoning.text" or "reasoning.summary";

    /// <summary>What is not said, or empty, agrees with everything.</summary>
    private static bool Differ(string? one, string? other) => one is { Length: > 0 } && other is { Length: > 0 } && one != other;

    private static bool IsWholeObject(string? arguments)
    {
        if (arguments is null || !arguments.EndsWith('}')) return false;
        using var document = JsonBody.Parse(System.Text.Encoding.UTF8.GetBytes(arguments));
        return document is not null;
    }
}
