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
    public static JsonText From(object? value)
    {
        var writer = ValueWriter.Rent();
        writer.Write(value);
        return new JsonText(writer.Return());
    }

    /// <summary>An object of the pairs, in their order.</summary>
    public static JsonText From(ReadOnlySpan<(string Name, object? Value)> pairs)
    {
        var writer = ValueWriter.Rent();
        writer.WritePairs(pairs);
        return new JsonText(writer.Return());
    }

    /// <summary>Scalars as they are, everything else as JSON.</summary>
    public static AttributeValue AttributeFrom(object? value) => value switch
    {
        null => default,
        string text => AttributeValue.Of(text),
        bool flag => AttributeValue.Of(flag),
        int integer => AttributeValue.Of(integer),
        long integer => AttributeValue.Of(integer),
        double number when double.IsFinite(number) => AttributeValue.Of(number),
        _ => FromJson(From(value)),
    };

    /// <summary>A value that has the form of a scalar becomes one, so that an attribute reads the same whether it came as an enum or as its name.</summary>
    public static AttributeValue FromJson(JsonText json)
    {
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
