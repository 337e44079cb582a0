using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>What a server says of a failure. All vendors put a message, and some a code and a type, into an <c>error</c> object or beside it.</summary>
internal sealed record WireError(string? Code, string? Type, string Message)
{
    private const int MostCharacters = 1000;

    public static WireError? Find(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) return null;
        if (!body.TryGetProperty("error", out var error)) return Of(body);
        return error.ValueKind switch
        {
            JsonValueKind.Object => Of(error),
            JsonValueKind.String => new WireError(null, null, WireText.Of(error)!),
            _ => null,
        };
    }

    /// <summary>For a body that says nothing we understand.</summary>
    public static WireError OfText(ReadOnlySpan<byte> body, string? reason)
    {
        var text = BodyText.Of(body, MostCharacters);
        return new WireError(null, null, text.Length > 0 ? text : reason ?? "no reply body");
    }

    /// <summary><c>HTTP 401 invalid_api_key: message</c>, keys masked. Without content <c>HTTP 401 invalid_api_key invalid_request_error</c>: a message may quote what was said.</summary>
    /// <param name="status">The status that was the error, or null when it came within a stream.</param>
    /// <param name="withContent">Whether the server's own words are wanted.</param>
    public string Describe(int? status, bool withContent)
    {
        var http = status is null ? null : $"HTTP {status}";
        string?[] parts = withContent ? [http, Code ?? Type] : [http, WordOrNull(Code), WordOrNull(Type)];
        var what = string.Join(' ', parts.OfType<string>().Distinct());
        if (!withContent) return what.Length > 0 ? KeyMask.Apply(what) : "the reply reports an error";
        return KeyMask.Apply(what.Length > 0 ? $"{what}: {Message}" : Message);
    }

    private static WireError? Of(JsonElement error)
        => Text(error, "message") is { } message ? new WireError(Text(error, "code"), Text(error, "type"), message) : null;

    private static string? WordOrNull(string? text) => Word.Is(text) ? text : null;

    private static string? Text(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? WireText.Of(value) ?? value.ToString()
            : null;
}
