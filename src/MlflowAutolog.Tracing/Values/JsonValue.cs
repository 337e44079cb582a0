using System.Text.Json;
using MlflowAutolog.Tracing.Model;

namespace MlflowAutolog.Tracing.Values;

/// <summary>Any .NET value as JSON text, without ever throwing.</summary>
/// <remarks>
/// Only collections are enumerated (arrays, <c>ICollection</c>, <c>ICollection&lt;T&gt;</c>, <c>IReadOnlyCollection&lt;T&gt;</c>): any other sequence may be lazy, and reading it
/// would run the application's query a second time or consume what it was made for; it is written as its type's name. Limits: <see cref="JsonLimits"/>.
/// </remarks>
internal static class JsonValue
{
    /// <param name="value">Anything.</param>
    /// <param name="keepsVectors">Long lists of floating point numbers are written in full, not by their dimensions.</param>
    public static JsonText From(object? value, bool keepsVectors = false)
    {
        var writer = ValueWriter.Rent(keepsVectors);
        writer.Write(value);
        return writer.Return();
    }

    /// <summary>An object of the pairs, in their order.</summary>
    public static JsonText From(ReadOnlySpan<(string Name, object? Value)> pairs, bool keepsVectors = false)
    {
        var writer = ValueWriter.Rent(keepsVectors);
        writer.WritePairs(pairs);
        return writer.Return();
    }

    /// <summary>Scalars as they are, everything else as JSON.</summary>
    public static AttributeValue AttributeFrom(object? value, bool keepsVectors = false) => value switch
    {
        null => default,
        string text => AttributeValue.Of(text),
        bool flag => AttributeValue.Of(flag),
        int integer => AttributeValue.Of(integer),
        long integer => AttributeValue.Of(integer),
        double number when double.IsFinite(number) => AttributeValue.Of(number),
        _ => FromJson(From(value, keepsVectors)),
    };

    /// <summary>A value that has the form of a scalar becomes one, so that an attribute reads the same whether it came as an enum or as its name.</summary>
    public static AttributeValue FromJson(JsonText json)
    {
        if (json.Attachments is not null)
            return AttributeValue.OfJson(json);
        var reader = new Utf8JsonReader(json.Utf8.Span);
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.True or JsonTokenType.False => AttributeValue.Of(reader.TokenType == JsonTokenType.True),
            JsonTokenType.Number when reader.TryGetInt64(out long integer) => AttributeValue.Of(integer),
            JsonTokenType.Number when reader.TryGetDouble(out double number) && double.IsFinite(number) => AttributeValue.Of(number),
            JsonTokenType.String => AttributeValue.Of(JsonStringContent.ToText(reader.ValueSpan)),
            _ => AttributeValue.OfJson(json.Utf8.ToArray()),
        };
    }
}
