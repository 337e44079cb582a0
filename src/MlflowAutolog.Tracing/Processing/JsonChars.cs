using System.Text;
using System.Text.Json;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Processing;

/// <summary>The token a JSON reader stands on, as text.</summary>
internal static class JsonChars
{
    /// <param name="reader">On a string, a name or a number.</param>
    /// <param name="buffer">At least as many characters as the JSON has bytes.</param>
    public static ReadOnlySpan<char> Of(ref Utf8JsonReader reader, char[] buffer)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped) return buffer.AsSpan(0, Encoding.UTF8.GetChars(raw, buffer));
        try
        {
            return buffer.AsSpan(0, reader.CopyString(buffer));
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate: a stream that was cut inside an emoji.
            return JsonStringContent.ToText(raw);
        }
    }

    /// <summary>Bytes of the token, quotes included.</summary>
    public static int TokenLength(ref Utf8JsonReader reader) => reader.ValueSpan.Length + (reader.TokenType == JsonTokenType.Number ? 0 : 2);
}
