using System.Globalization;
using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>What a server says of a failure. All vendors put a message, and some a code and a type, into an <c>error</c> object or beside it.</summary>
internal sealed record WireError(string? Code, string? Type, string Message)
{
    private const int MostCharacters = 1000;

    /// <summary>Null when the body says nothing that is understood.</summary>
    public static WireError? Find(JsonElement body) => ErrorBody.Read(body);

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
        var code = Code == status?.ToString(CultureInfo.InvariantCulture) ? null : Code;
        string?[] parts = withContent ? [http, code ?? Type] : [http, WordOrNull(code), WordOrNull(Type)];
        var what = string.Join(' ', parts.OfType<string>().Distinct());
        if (!withContent) return what.Length > 0 ? KeyMask.Apply(what) : "the reply reports an error";
        return KeyMask.Apply(what.Length > 0 ? $"{what}: {Message}" : Message);
    }

    private static string? WordOrNull(string? text) => Word.Is(text) ? text : null;
}
