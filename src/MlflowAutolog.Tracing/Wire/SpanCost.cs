using System.Text.Json;
using MlflowAutolog.Tracing.Model;
using MlflowAutolog.Tracing.Values;

namespace MlflowAutolog.Tracing.Wire;

/// <summary>The attribute <see cref="WireNames.Cost"/>: MLflow refuses a request in which one is anything but an object of numbers.</summary>
internal static class SpanCost
{
    public static bool IsValid(AttributeValue value)
    {
        if (value.Kind != AttributeKind.Json)
            return false;
        try
        {
            var reader = new Utf8JsonReader(value.Json.Utf8.Span, JsonRewriter.Lenient);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number)
                    return false;
            }

            return reader.TokenType == JsonTokenType.EndObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
