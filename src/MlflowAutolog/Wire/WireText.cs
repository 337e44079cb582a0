using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MlflowAutolog.Wire;

/// <summary>Texts of JSON as they came, halves of a surrogate pair included: a stream may be cut between the two, and the next chunk brings the other one.</summary>
internal static class WireText
{
    /// <summary>Null when it is no string.</summary>
    public static string? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // An escape that is half a pair: .NET has no text for it, we need it until the chunks are joined.
            return Unescaped(value.GetRawText().AsSpan(1..^1));
        }
    }

    public static string? Of(JsonElement holder, string name)
        => holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) ? Of(value) : null;

    /// <summary>What is half a pair even now becomes U+FFFD.</summary>
    public static void Write(Utf8JsonWriter json, string text) => json.WriteStringValue(Encoding.UTF8.GetBytes(text));

    /// <summary>As it came, escapes and digits included.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement value) => json.WriteRawValue(value.GetRawText(), skipInputValidation: true);

    private static string Unescaped(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        while (raw.IndexOf('\\') is >= 0 and var at)
        {
            text.Append(raw[..at]);
            var isUnit = raw[at + 1] == 'u';
            text.Append(isUnit ? (char)ushort.Parse(raw.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : Simple(raw[at + 1]));
            raw = raw[(at + (isUnit ? 6 : 2))..];
        }

        return text.Append(raw).ToString();
    }

    private static char Simple(char escaped) => escaped switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\b',
        'f' => '\f',
        _ => escaped,
    };
}
