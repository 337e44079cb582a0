using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire.Otlp;

/// <summary>Texts that are JSON themselves: MLflow from 3.17 on takes a layer of JSON off every text and would store what they say, so they travel in one layer more.</summary>
internal static class JsonLookingText
{
    /// <summary>The text with its layer; <see langword="null"/> for anything that needs none.</summary>
    public static string? Wrap(JsonText value)
    {
        var json = value.Utf8.Span;
        // An escape may stand for the quote, or for the blank before the brace.
        if (json is not [(byte)'"', .. var content, (byte)'"'] || content.TrimStart((byte)' ') is not [(byte)'{' or (byte)'[' or (byte)'\\', ..]) return null;
        return Wrap(JsonStringContent.ToText(content));
    }

    /// <summary>False for nearly every text, by its first character.</summary>
    public static bool MayNeedIt(string text) => text.Length > 0 && (text[0] is '{' or '[' or '"' || char.IsWhiteSpace(text[0]));

    /// <inheritdoc cref="Wrap(JsonText)" />
    public static string? Wrap(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[' or '"', ..]) return null;
        // By way of UTF-8, which has no lone surrogates: the encoder throws at one.
        var valid = Encoding.UTF8.GetBytes(text.Replace("\0", null, StringComparison.Ordinal));
        return $"\"{JsonEncodedText.Encode(valid, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
    }
}
