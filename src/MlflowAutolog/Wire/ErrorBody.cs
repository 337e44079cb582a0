using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>Finds in the body of an error reply what the server says. Each has a form of its own, a gateway in front of it another one.</summary>
/// <remarks>
/// OpenAI, Azure, Google: <c>error</c>, an object with <c>message</c>. Ollama, Hugging Face: <c>error</c>, a text or several. FastAPI: <c>detail</c>, a text or a list that says what is wrong with which field.
/// Gateways: <c>message</c> alone, <c>errors</c>, RFC 9457's <c>title</c> and <c>detail</c>, OAuth's <c>error_description</c>. Google puts all of it into a list.
/// </remarks>
internal static class ErrorBody
{
    private static readonly string[] Messages = ["message", "Message", "error_description", "error_msg", "msg", "detail", "title"];
    private static readonly string[] Codes = ["code", "Code", "error_code"];
    private static readonly string[] Types = ["type", "error_type", "status"];

    /// <summary>Null when it says nothing that is understood.</summary>
    public static WireError? Read(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.Array) return body.GetArrayLength() > 0 && body[0].ValueKind == JsonValueKind.Object ? Read(body[0]) : null;
        if (body.ValueKind != JsonValueKind.Object) return null;
        if (!body.TryGetProperty("error", out var error) || error.ValueKind is JsonValueKind.Null or JsonValueKind.False or JsonValueKind.True)
            return OfMembers(body) ?? (body.TryGetProperty("errors", out var errors) ? OfMembers(body, All(errors)) : null);
        if (error.ValueKind == JsonValueKind.Object) return OfMembers(error);
        if (All(error) is not { } words) return null;
        // Beside a sentence it is the name of the error.
        return OfMembers(body) is { } said ? said with { Code = said.Code ?? Plain(words) } : OfMembers(body, words);
    }

    private static WireError? OfMembers(JsonElement holder) => OfMembers(holder, First(holder, Messages, Said));

    private static WireError? OfMembers(JsonElement holder, string? message)
        => message is null ? null : new WireError(First(holder, Codes, Scalar), First(holder, Types, static value => Plain(WireText.Of(value))), message);

    /// <summary>A text, the one inside, or the texts of a list.</summary>
    private static string? Said(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Scalar(value),
        JsonValueKind.Object => Located(value),
        JsonValueKind.Array => All(value),
        _ => null,
    };

    private static string? All(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array) return Said(value);
        var texts = value.EnumerateArray().Select(static entry => entry.ValueKind == JsonValueKind.Array ? null : Said(entry)).OfType<string>().ToList();
        return texts.Count == 0 ? null : string.Join("; ", texts);
    }

    /// <summary>With the field that it is about, as FastAPI names it.</summary>
    private static string? Located(JsonElement value)
    {
        if (First(value, Messages, Said) is not { } message) return null;
        if (!value.TryGetProperty("loc", out var place) || place.ValueKind != JsonValueKind.Array) return message;
        var path = string.Join('.', place.EnumerateArray().Select(Scalar).OfType<string>());
        return path.Length == 0 ? message : $"{path}: {message}";
    }

    private static string? First(JsonElement holder, string[] names, Func<JsonElement, string?> read)
    {
        foreach (var name in names)
        {
            if (holder.TryGetProperty(name, out var value) && read(value) is { } found) return found;
        }

        return null;
    }

    private static string? Scalar(JsonElement value)
        => value.ValueKind == JsonValueKind.Number ? value.GetRawText() : WireText.Of(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    // The type of an RFC 9457 problem is an address.
    private static string? Plain(string? text) => Word.Is(text) ? text : null;
}
